package cn.openclaw.base;

import java.nio.file.Path;

/**
 * Something a person can do something about. Carries its sentence and arguments; the edge chooses the language.
 * Each floor has its own subclass with a closed set of reasons. Arguments must never hold a secret.
 */
public abstract class ClawException extends RuntimeException {
    private final transient Text text;
    private final transient Object[] arguments;

    protected ClawException(Text text, Object... arguments) {
        super(text.in(Language.EN, arguments));
        this.text = text;
        this.arguments = arguments.clone();
    }

    /** The sentence for a person. */
    public String in(Language language) {
        return text.in(language, arguments);
    }

    /**
     * The sentence for somebody who may be elsewhere: files are called by their names. Where they lie is this machine's matter, and
     * often holds its person's name.
     */
    public String abroad(Language language) {
        String sentence = in(language);
        for (Object argument : arguments) {
            if (argument instanceof Path file && file.isAbsolute() && file.getParent() != null) {
                // What the system said of it may name it once more, or one beside it.
                sentence = sentence.replace(file.getParent() + file.getFileSystem().getSeparator(), "");
            }
        }
        return sentence;
    }

    /** What a command that ends with this tells the shell. */
    public abstract ExitCode exitCode();
}

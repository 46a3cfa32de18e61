package cn.openclaw.base;

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

    /** What a command that ends with this tells the shell. */
    public abstract ExitCode exitCode();
}

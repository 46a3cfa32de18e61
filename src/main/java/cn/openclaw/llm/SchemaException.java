package cn.openclaw.llm;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** A tool's schema cannot be said in the platform's flavour. The sentence says why and does not name the tool: the caller knows it. */
public final class SchemaException extends ClawException {
    private final transient Text sentence;

    SchemaException(Text sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** Why, to be put into another sentence. */
    public Text sentence() {
        return sentence;
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.REFUSED;
    }
}

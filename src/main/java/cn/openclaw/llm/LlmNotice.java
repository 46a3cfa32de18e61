package cn.openclaw.llm;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import java.util.List;

/**
 * Something a person should know although the call went on: a parameter that was left out, a tool that could not be offered.
 *
 * @param text the sentence
 * @param arguments what fills its holes; never a secret
 */
public record LlmNotice(Text text, List<Object> arguments) {
    public LlmNotice {
        arguments = List.copyOf(arguments);
    }

    public static LlmNotice of(Text text, Object... arguments) {
        return new LlmNotice(text, List.of(arguments));
    }

    public String in(Language language) {
        return text.in(language, arguments.toArray());
    }
}

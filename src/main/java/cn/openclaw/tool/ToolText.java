package cn.openclaw.tool;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;

/** What this floor says to people. */
final class ToolText {
    static final Text TAINTED = new Text(
            "这一轮读过外来内容（{0}），其中可能夹带别人的指令", "this turn read text from outside ({0}), which may hold somebody else's instructions");
    static final Text BOTH = new Text("{0}；{1}", "{0}; {1}");
    static final Text NO_TOOL = new Text("{1} 里的 {0} 不是任何工具的名字", "{0} in {1} is the name of no tool");
    static final Text NO_TOOL_BUT = new Text("{1} 里的 {0} 不是任何工具的名字；是 {2} 吗？", "{0} in {1} is the name of no tool; did you mean {2}?");

    private ToolText() {}

    /** The sentence with its holes filled, in both languages. */
    static Text filled(Text text, Object... arguments) {
        return new Text(text.in(Language.ZH, arguments), text.in(Language.EN, arguments));
    }
}

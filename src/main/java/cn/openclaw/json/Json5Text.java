package cn.openclaw.json;

import cn.openclaw.base.Text;

/** What the JSON5 reader and editor say. Loaded only when something is wrong. */
final class Json5Text {
    static final Text EXPECTED = new Text("不是有效的 JSON5：这里应为{1}，却是{0}", "not valid JSON5: found {0}, expected {1}");
    static final Text AFTER_END =
            new Text("不是有效的 JSON5：值已结束，后面却还有{0}", "not valid JSON5: the value has ended, but {0} follows");

    static final Text END = new Text("文件结尾", "the end of the text");
    static final Text CHARACTER = new Text("“{0}”", "\"{0}\"");
    static final Text WORD = new Text("“{0}”（应写作 {1}）", "\"{0}\" (write {1})");
    static final Text BARE_WORD = new Text("没有引号的文字", "text without quotes");
    static final Text FULL_WIDTH =
            new Text("全角或弯的标点“{0}”（请改用半角“{1}”）", "the full-width or curly \"{0}\" (write a plain {1})");
    static final Text NEWLINE = new Text("换行", "a line break");

    static final Text A_VALUE = new Text("一个值", "a value");
    static final Text A_KEY = new Text("键名或“}”", "a key or \"}\"");
    static final Text A_COLON = new Text("键名后的“:”", "\":\" after the key");
    static final Text COMMA_OR_BRACE = new Text("“,”或“}”", "\",\" or \"}\"");
    static final Text COMMA_OR_BRACKET = new Text("“,”或“]”", "\",\" or \"]\"");
    static final Text NAME_CHARACTER = new Text("键名中允许的字符（或给键名加引号）", "a character a bare key may hold (or quote the key)");
    static final Text HEX_DIGITS = new Text("{0} 位十六进制数字", "{0} hexadecimal digits");
    static final Text A_HEX_DIGIT = new Text("0x 后的十六进制数字", "a hexadecimal digit after 0x");
    static final Text A_DIGIT = new Text("一位数字", "a digit");
    static final Text END_OF_NUMBER = new Text("数字到此为止", "the number to end here");
    static final Text UNICODE_ESCAPE = new Text("“\\u”加四位十六进制数字", "\"\\u\" and four hexadecimal digits");
    static final Text CLOSING_QUOTE = new Text("结束的引号 {0}", "the closing quote {0}");

    static final Text LEADING_ZERO = new Text(
            "不是有效的 JSON5：数字不能以 0 开头再接数字（不要 0，或给它加引号）",
            "not valid JSON5: a number does not begin with 0 and another digit (drop the 0, or quote it)");
    static final Text DIGIT_ESCAPE = new Text(
            "不是有效的 JSON5：字符串里“\\”后不能接这个数字（反斜杠本身写作“\\\\”）",
            "not valid JSON5: this digit cannot follow a backslash in a string (a backslash itself is \"\\\\\")");
    static final Text OPEN_COMMENT = new Text(
            "不是有效的 JSON5：从这里开始的注释“/*”没有“*/”结尾", "not valid JSON5: the comment \"/*\" that begins here has no \"*/\"");
    static final Text OPEN_STRING = new Text(
            "不是有效的 JSON5：从这里开始的字符串没有结尾的引号 {0}", "not valid JSON5: the string that begins here has no closing quote {0}");
    static final Text TOO_DEEP = new Text("括号嵌套超过 {0} 层", "brackets are nested deeper than {0}");
    static final Text TOO_LONG = new Text("文件有 {0} 个字符，最多 {1}", "the text has {0} characters; at most {1} are read");
    static final Text NUMBER_TOO_LONG =
            new Text("这个数字有 {0} 个字符，最多 {1}", "this number has {0} characters; at most {1} are read");
    static final Text NUMBER_TOO_BIG = new Text("这个数字的指数太大，无法表示", "this number's exponent is out of range");

    static final Text NOT_A_CONTAINER = new Text(
            "“{0}”是{1}，不能在其中设置“{2}”；请先删除或改写它", "\"{0}\" is {1}: nothing can be set inside it as \"{2}\"; unset or rewrite it first");
    static final Text NOT_AN_INDEX =
            new Text("“{0}”是列表，“{1}”不是它的序号", "\"{0}\" is a list, and \"{1}\" is no index of one");
    static final Text PAST_THE_END = new Text(
            "列表“{0}”有 {1} 项；序号 {2} 超出末尾（添加一项请用 {1}）",
            "the list \"{0}\" has {1} items; {2} is beyond its end (use {1} to add one)");

    static final Text A_STRING = new Text("字符串", "a string");
    static final Text A_NUMBER = new Text("数字", "a number");
    static final Text A_BOOLEAN = new Text("布尔值", "a boolean");

    private Json5Text() {}
}

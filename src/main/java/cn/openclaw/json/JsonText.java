package cn.openclaw.json;

import cn.openclaw.base.Text;

/** What this floor says. */
final class JsonText {
    static final Text NOT_JSON = new Text("不是有效的 JSON：{0}", "not valid JSON: {0}");

    private JsonText() {}
}

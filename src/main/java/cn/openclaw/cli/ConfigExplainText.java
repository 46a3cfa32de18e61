package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code config explain} says. The labels are padded, so that the texts behind them stand in a column. */
final class ConfigExplainText {
    static final Text ORIGIN = new Text("出处    ", "from      ");
    static final Text VARIABLE = new Text("变量    ", "variable  ");
    static final Text MEANING = new Text("含义    ", "means     ");
    static final Text TYPE = new Text("类型    ", "type      ");
    static final Text DEFAULT = new Text("默认值  ", "default   ");
    static final Text EFFECT = new Text("修改后  ", "a change  ");
    static final Text PROBLEM = new Text("问题    ", "problem   ");
    static final Text KEYS = new Text("下级配置项", "keys below it");

    static final Text UNSET = new Text("（未设置）", "(not set)");
    static final Text REQUIRED = new Text("（必填）", " (required)");
    static final Text UNKNOWN = new Text("配置里没有这个名字的配置项", "the configuration has no key of this name");

    static final Text FROM_LAST_GOOD =
            new Text("最近一份有效的配置（现在的文件有错）", "the last copy that was valid; the file is broken now");
    static final Text FROM_INCLUDED = new Text("{0}（被包含的文件）", "{0} (an included file)");
    static final Text FROM_CATALOGUE = new Text("内置型号目录（配置里没有写）", "the built-in catalogue; the file does not say");
    static final Text FROM_LIVE = new Text(
            "平台自己的型号列表（models refresh 取得；配置里没有写）", "the platform's own list, as models refresh fetched it; the file does not say");
    static final Text FROM_DEFAULT = new Text("内置默认值（配置里没有写）", "the built-in default; the file does not say");
    static final Text FROM_NOWHERE = new Text("没有写，也没有固定的默认值", "not written, and there is no fixed default");

    static final Text FROM_PROCESS = new Text("来自环境变量", "from the environment");
    static final Text FROM_DOTENV_HERE = new Text("来自当前目录的 .env", "from .env in this directory");
    static final Text FROM_DOTENV_STATE = new Text("来自状态目录的 .env", "from .env in the state directory");
    static final Text FROM_ENV_BLOCK = new Text("来自配置的 env 一节", "from the configuration's env block");
    static final Text FROM_SHELL = new Text("来自登录 shell", "from the login shell");
    static final Text NOT_SET = new Text("没有设置", "not set");

    private ConfigExplainText() {}
}

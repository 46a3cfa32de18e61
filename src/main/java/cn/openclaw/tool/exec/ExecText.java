package cn.openclaw.tool.exec;

import cn.openclaw.base.Text;

/** What people are asked and told about programs. */
final class ExecText {
    static final Text UNKNOWN = new Text("{0} 不在允许名单里", "{0} is not on the allow-list");
    static final Text ARGUMENTS = new Text("{0} 的这些参数不在免批准之列", "{0} is not free of approval with these arguments");
    static final Text ESCALATES = new Text("{0} 能运行别的程序，只能逐条批准", "{0} can run other programs, so each line is approved by itself");
    static final Text NOT_UNDERSTOOD =
            new Text("这一行不能完全看懂（{0}），不按名单放行", "this line is not understood whole ({0}), so no list applies");
    static final Text NOT_FOUND = new Text("找不到程序 {0}", "there is no program {0}");
    static final Text ALWAYS_ASKED = new Text("设置为每条命令都要批准", "the settings ask about every command");
    static final Text ENVIRONMENT = new Text("它另设了环境变量：{0}", "it sets environment variables: {0}");
    static final Text FOLDER = new Text("它在工作区之外运行", "it runs outside the workspace");
    static final Text ELEVATED = new Text("它要离开沙箱，直接在本机上运行", "it wants to leave the sandbox and run on this machine");
    static final Text INPUT = new Text("要向正在运行的程序输入：{0}", "it types into a running program: {0}");
    static final Text ALWAYS = new Text("以后在 {0} 里执行完全相同的命令不再询问", "exactly this command in {0} is not asked about again");
    static final Text ALWAYS_INPUT = new Text("这个程序结束前不再询问对它的输入", "input to this program is not asked about until it ends");
    static final Text ON_HOST = new Text("{0}（直接在本机运行，没有沙箱）", "{0} (it runs on this machine, in no sandbox)");
    static final Text IN_SANDBOX = new Text("{0}（在沙箱里运行）", "{0} (it runs in a sandbox)");
    static final Text BROKEN = new Text("{0} 读不懂：{1}。修好或删除它后再试。", "{0} cannot be read: {1}. Mend or remove it, then try again.");
    static final Text NO_SANDBOX = new Text(
            "要求在沙箱里运行，但这台机器上没有可用的沙箱：{0}",
            "a sandbox is demanded, but none works on this machine: {0}");
    static final Text UNSAVED = new Text("写不进 {0}：{1}", "cannot write {0}: {1}");

    private ExecText() {}
}

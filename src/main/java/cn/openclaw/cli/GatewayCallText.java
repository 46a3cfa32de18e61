package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What the commands that talk to a gateway say. */
final class GatewayCallText {
    static final Text STATUS = new Text("服务、配置、端口与连接是否都好", "whether service, configuration, port and connection are well");
    static final Text HEALTH = new Text("网关自己怎么说", "what the gateway says of itself");
    static final Text CALL = new Text("调用网关的一个方法", "call a method of the gateway");
    static final Text PROBE = new Text("试着连接并读取概况", "try to connect, and read an overview");
    static final Text DISCOVER = new Text("在本地网络里找网关", "look for gateways in the local network");
    static final Text USAGE_COST = new Text("最近几天的用量与费用", "usage and cost of the last days");
    static final Text INSTALL = new Text("安装为登录即运行的服务", "install it as a service that runs from login");
    static final Text UNINSTALL = new Text("卸下服务", "remove the service");
    static final Text START = new Text("启动服务", "start the service");
    static final Text STOP = new Text("停止网关", "stop the gateway");
    static final Text RESTART = new Text("重启网关，不打断正在进行的回合", "restart the gateway without breaking off running turns");
    static final Text LOGS = new Text("看日志", "show the log");
    static final Text TOKEN = new Text("看令牌或换一个", "show the token, or change it");
    static final Text TOKEN_SHOW = new Text("显示令牌与它的来源", "show the token and where it comes from");
    static final Text TOKEN_ROTATE = new Text("换一个新令牌；客户端自动重新登录", "make a new token; clients log in again by themselves");
    static final Text TOP = new Text("实时看正在进行的请求、用量与内存", "watch requests, usage and memory live");

    static final Text URL = new Text("网关地址，例如 ws://127.0.0.1:18789", "the gateway's address, such as ws://127.0.0.1:18789");
    static final Text TOKEN_FLAG = new Text("令牌", "its token");
    static final Text PASSWORD_FLAG = new Text("密码", "its password");
    static final Text TIMEOUT = new Text("最多等多少毫秒（缺省 {0}）", "milliseconds to wait (default: {0})");
    static final Text JSON = new Text("标准输出只有 JSON", "print JSON and nothing else on standard output");
    static final Text PARAMS = new Text("参数，JSON 对象", "the parameters, a JSON object");
    static final Text FINAL = new Text("等到最后的回答", "wait for the last answer");
    static final Text NO_PROBE = new Text("不试着连接", "do not try to connect");
    static final Text DEEP = new Text("也找其他网关服务与占用端口的程序", "look for other gateway services and for who has the port, too");
    static final Text DAYS = new Text("几天（缺省 30）", "how many days (default: 30)");
    static final Text FOLLOW = new Text("一直看下去", "go on as lines come");
    static final Text LIMIT = new Text("最多几行（缺省 200）", "lines at most (default: 200)");
    static final Text LEVEL = new Text("只看此级别以上：trace|debug|info|warn|error", "this level and above: trace|debug|info|warn|error");
    static final Text PLAIN = new Text("不用颜色，不占全屏", "no colours, no full screen");
    static final Text SSH = new Text("经 SSH 隧道：user@host[:port]", "through an SSH tunnel: user@host[:port]");
    static final Text SSH_IDENTITY = new Text("SSH 私钥文件", "SSH private key file");

    static final Text BAD_SECONDS = new Text("{0} 不是秒数。", "{0} is no number of seconds.");
    static final Text BAD_NUMBER = new Text("{0} 要正整数，得到的是“{1}”。", "{0} takes a positive whole number, not \"{1}\".");
    static final Text BAD_PARAMS = new Text("--params 不是 JSON 对象：{0}", "--params is no JSON object: {0}");

    private GatewayCallText() {}
}

package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code simulator} says. */
final class SimulatorCommandText {
    static final Text SUMMARY = new Text(
            "在本机仿制 Moonshot 与 Kimi Code 的接口，供试用和测试（不是模型）",
            "Imitate Moonshot's and Kimi Code's interfaces on this machine, to try and to test (no model)");
    static final Text PORT = new Text("127.0.0.1 上的端口；0 为自动选择；默认 8787", "port on 127.0.0.1; 0 takes a free one; 8787 by default");
    static final Text PROFILE = new Text(
            "流的样子：strict 按平台规范，legacy 为早期格式，messy 为各种不规范",
            "how streams look: strict as specified, legacy as before, messy as nobody should");
    static final Text LEGACY = new Text("已下线的 K2 型号照常回答（默认与平台一致：404）", "let the retired K2 models answer (404 by default, as on the platform)");
    static final Text SCRIPT = new Text("按剧本回答的文件（JSON5），格式见 docs/simulator.md", "a script of answers (JSON5); docs/simulator.md has its form");
    static final Text INSTANT = new Text("立即回答，不模仿模型的速度", "answer at once instead of at a model's pace");
    static final Text TIER = new Text("按平台的等级限速；默认不限速", "limit requests as the platform does for this tier; no limit by default");
    static final Text BALANCE = new Text("账户余额；默认 100", "what the accounts hold; 100 by default");
    static final Text ANY_CLIENT = new Text("Kimi Code 不检查 User-Agent", "let any User-Agent use Kimi Code");
    static final Text QUIET = new Text("不逐条显示请求", "do not show each request");
    static final Text JSON = new Text("只输出一行 JSON：地址与密钥", "print one line of JSON: addresses and keys");
    static final Text STARTED = new Text(
            "模拟器在 {0} 运行。它仿制平台的接口，不是模型：回答由规则或剧本写成。",
            "The simulator runs at {0}. It imitates the platform's interface and is no model: answers are written by rules or a script.");
    static final Text HOW_TO_TRY = new Text("不改配置，试一次：", "Try it without touching the configuration:");
    static final Text HOW_TO_CONFIGURE = new Text("或写进配置（配合上面的密钥）：", "Or put it into the configuration, with the key above:");
    static final Text RETIRED = new Text(
            "kimi-k2-* 型号与真实平台一样已下线（404）；要让它们回答，请加 --legacy-models。",
            "The kimi-k2-* models are retired as on the real platform (404); --legacy-models lets them answer.");
    static final Text TROUBLE_KEYS = new Text("用这些密钥可以遇到各种麻烦：", "Keys that meet trouble:");
    static final Text JOURNAL = new Text("查看收到的请求：", "See what was asked:");
    static final Text HOW_TO_STOP = new Text("按 Ctrl-C 结束。", "Ctrl-C ends it.");
    static final Text STOPPED = new Text("模拟器已结束。", "The simulator has ended.");
    static final Text NOT_A_NUMBER =
            new Text("{0} 必须是 0 到 {1} 的整数，不能是“{2}”。", "{0} must be a whole number from 0 to {1}, not \"{2}\".");
    static final Text NOT_A_PROFILE = new Text(
            "没有样式“{0}”。可选：strict、legacy、messy。", "There is no profile \"{0}\". Choose strict, legacy or messy.");
    static final Text NOT_AN_AMOUNT = new Text("--balance 必须是数字，不能是“{0}”。", "--balance must be a number, not \"{0}\".");
    static final Text CANNOT_READ = new Text("读不到剧本文件 {0}。", "Cannot read the script {0}.");
    static final Text NOT_JSON = new Text("{0}:{1}:{2}：{3}", "{0}:{1}:{2}: {3}");

    private SimulatorCommandText() {}
}

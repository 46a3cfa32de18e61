package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code demo} says, and what its simulator is made to say. */
final class DemoText {
    static final Text SUMMARY = new Text("不用密钥，看一轮完整的对话（对手是本机的模拟器）", "See a whole turn without a key (against a simulator on this machine)");
    static final Text JSON = new Text("只输出 JSON", "print JSON and nothing else");
    static final Text MODEL = new Text("用哪个型号，如 \"Kimi K2\" 或 kimi-code/kimi-for-coding", "which model, e.g. \"Kimi K2\" or kimi-code/kimi-for-coding");
    static final Text HELLO = new Text(
            "这是演示：回答来自本机的模拟器（{0}），它不是模型；不用密钥，不花钱，不出本机。配置就是文档页上的那份。",
            "This is a demonstration: the answers come from a simulator on this machine ({0}), which is no model. No key, no cost, nothing leaves this machine. The configuration is the one of the provider page.");
    static final Text QUESTION = new Text("demo.txt 里写了什么？", "What does demo.txt say?");
    static final Text FILE = new Text("月之暗面，亦有光。\n", "Even the dark side of the moon sees light.\n");
    static final Text THINKS_FIRST = new Text("用户想知道文件内容，我需要用 read 工具看一下。", "The user wants to know what is in a file, so I should look with the read tool.");
    static final Text SAYS_FIRST = new Text("我看一下这个文件。", "Let me look at the file.");
    static final Text THINKS_THEN = new Text("文件只有一行，直接转述即可。", "It is a single line; I can simply pass it on.");
    static final Text SAYS_THEN = new Text("demo.txt 里只有一句话：“月之暗面，亦有光。”", "demo.txt holds one sentence: \"Even the dark side of the moon sees light.\"");
    static final Text NEXT = new Text(
            "演示结束，没有留下任何文件。下一步：openclaw-cn onboard（填入自己的密钥），然后 openclaw-cn agent --message \"你好\"",
            "That was the demonstration; it left no file behind. Next: openclaw-cn onboard (with a key of your own), then openclaw-cn agent --message \"Hello\"");

    private DemoText() {}
}

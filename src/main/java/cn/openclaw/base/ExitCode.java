package cn.openclaw.base;

/**
 * What a command tells the shell. Scripts branch on these numbers, so they are never re-used for something else;
 * {@code --help} and {@code docs/exit-codes.md} list them.
 */
public enum ExitCode {
    OK(0, new Text("成功", "done")),
    FAILED(1, new Text("失败（其他原因）", "failed for another reason")),
    USAGE(2, new Text("命令用法或配置有误", "wrong usage, or a configuration that is not valid")),
    AUTH(3, new Text("密钥缺失、无效，或属于另一个平台", "the key is missing, refused, or belongs to another platform")),
    OUT_OF_CREDIT(4, new Text("余额或套餐额度用尽", "the balance or the plan's quota is used up")),
    RATE_LIMITED(5, new Text("请求过快，被限流", "too many requests")),
    UNAVAILABLE(6, new Text("服务不可达、过载或超时", "the service is unreachable, overloaded, or too slow")),
    REFUSED(7, new Text("服务拒绝了请求（参数、内容或型号）", "the service refused the request: parameters, content or model")),
    CONTEXT_OVERFLOW(8, new Text("对话超出型号的上下文窗口", "the conversation no longer fits the model's window")),
    INTERRUPTED(130, new Text("被中断（Ctrl-C）", "interrupted (Ctrl-C)"));

    private final int number;
    private final Text meaning;

    ExitCode(int number, Text meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public Text meaning() {
        return meaning;
    }
}

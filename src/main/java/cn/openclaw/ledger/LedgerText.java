package cn.openclaw.ledger;

import cn.openclaw.base.Text;

/** What this floor says. */
final class LedgerText {
    static final Text CAP_REACHED = new Text(
            "已达到花费上限，没有发出请求：{0}已用 {1}，上限 {2}，而这次调用至少需要 {3}（{4}）。用 openclaw-cn config set {4} <金额> 调高，或等它重新计算",
            "a cap on spending is reached and nothing was sent: {0} used {1} of {2}, and this call needs {3} at least ({4}). Raise it with openclaw-cn config set {4} <amount>, or wait until it starts anew");
    static final Text BUSY = new Text(
            "其他进行中的调用预留了余下的预算（{0}，上限 {1}），等待后仍不够，没有发出请求。请稍后再试",
            "other calls under way hold what is left of a cap ({0}, limit {1}), also after a while of waiting; nothing was sent. Try again later");
    static final Text WAITS = new Text(
            "余下的预算正被其他调用预留，等待它们结束（Ctrl-C 可中断）", "other calls hold what is left of the budget; waiting for them to end (Ctrl-C stops)");
    static final Text UNPRICED = new Text(
            "设置了花费上限，而 {0} 没有已知的价格，没有发出请求。在 models.providers.{1}.models 里给它写上 cost，或允许没有价格的型号：openclaw-cn config set agents.defaults.budget.unpriced allow",
            "there is a cap on spending and nobody knows the price of {0}; nothing was sent. Write its cost into models.providers.{1}.models, or allow models without a price: openclaw-cn config set agents.defaults.budget.unpriced allow");
    static final Text OTHER_CURRENCY = new Text(
            "花费上限以 {1} 设置，而 {0} 以 {2} 计费，没有发出请求。设置一个 {2} 的上限：openclaw-cn config set agents.defaults.budget.{2}.day <金额>；或不设限地允许：openclaw-cn config set agents.defaults.budget.unpriced allow",
            "the caps on spending are in {1}, and {0} is billed in {2}; nothing was sent. Set a cap in {2}: openclaw-cn config set agents.defaults.budget.{2}.day <amount>; or allow it without one: openclaw-cn config set agents.defaults.budget.unpriced allow");
    private LedgerText() {}
}

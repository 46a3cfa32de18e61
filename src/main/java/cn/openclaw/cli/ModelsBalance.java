package cn.openclaw.cli;

import cn.openclaw.base.Language;
import cn.openclaw.provider.AccountBalances;
import tools.jackson.databind.node.ObjectNode;

/** What is left on an account ({@link AccountBalances}), as a line and as JSON. */
final class ModelsBalance {
    private ModelsBalance() {}

    static String line(AccountBalances.Answer answer, Language language) {
        String start = "- " + answer.provider() + " " + answer.host() + " (" + answer.label() + "): ";
        if (answer.available().isEmpty()) {
            return start + answer.error().orElse("?");
        }
        String sign = ModelsStyle.sign(answer.currency());
        return start
                + ModelsText.BALANCE_LINE.in(
                        language,
                        sign + ModelsStyle.amount(answer.available().get()),
                        sign + ModelsStyle.amount(answer.cash().orElse(0.0)),
                        sign + ModelsStyle.amount(answer.voucher().orElse(0.0)))
                + (answer.available().get() <= 0 ? ModelsText.BALANCE_EMPTY.in(language) : "");
    }

    static void into(AccountBalances.Answer answer, ObjectNode node) {
        node.put("provider", answer.provider());
        node.put("host", answer.host());
        node.put("label", answer.label());
        answer.available().ifPresent(value -> node.put("available", value));
        answer.voucher().ifPresent(value -> node.put("voucher", value));
        answer.cash().ifPresent(value -> node.put("cash", value));
        answer.currency().ifPresent(value -> node.put("currency", value.name()));
        answer.error().ifPresent(value -> node.put("error", value));
    }
}

package cn.openclaw.gateway;

import cn.openclaw.agent.RunReport;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Usage;
import cn.openclaw.session.MessageCost;
import tools.jackson.databind.node.ObjectNode;

/** What a run used, for screens. */
final class Spending {
    private Spending() {}

    /** Of the last call: {@code usage}, {@code provider}, {@code model}. */
    static ObjectNode of(RunReport report) {
        return tree(report, report.spent().lastCall());
    }

    /** Of the whole run, with its cost and how full the conversation is now. */
    static ObjectNode whole(RunReport report) {
        ObjectNode tree = tree(report, report.spent().usage());
        MessageCost cost = report.spent().cost();
        if (cost.state() == MessageCost.State.KNOWN) {
            tree.set("cost", Json.object().put(cost.currency().orElse("USD"), cost.total()));
        }
        Usage last = report.spent().lastCall();
        if (last.reported()) {
            tree.set("context", Json.object().put("tokens", last.input() + last.cacheRead() + last.cacheWrite()));
        }
        return tree;
    }

    private static ObjectNode tree(RunReport report, Usage usage) {
        ObjectNode tree = Json.object();
        if (usage.reported()) {
            ObjectNode tokens = Json.object().put("input", usage.input()).put("output", usage.output());
            tokens.put("cacheRead", usage.cacheRead()).put("cacheWrite", usage.cacheWrite());
            tree.set("usage", tokens.put("totalTokens", usage.total()));
        }
        return tree.put("provider", report.model().provider()).put("model", report.model().model());
    }
}

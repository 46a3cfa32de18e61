package cn.openclaw.cli;

import cn.openclaw.agent.ReportJson;
import cn.openclaw.agent.RunReport;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import tools.jackson.databind.node.ObjectNode;

/** What {@code agent --json} prints: {@link ReportJson}, and the mistakes that only a command line can hold. */
final class AgentJson {
    private AgentJson() {}

    static ObjectNode report(RunReport report, Language language, long millis) {
        return ReportJson.report(report, language, millis);
    }

    /** For a turn that could not begin. */
    static ObjectNode failure(ClawException failure, Language language) {
        return ReportJson.failure(failure, kind(failure), language);
    }

    /** A word for programs. */
    static String kind(ClawException failure) {
        return failure instanceof UsageException ? "usage" : ReportJson.kind(failure);
    }
}

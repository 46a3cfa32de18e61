package cn.openclaw.agent;

import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.session.MessageCost;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Notes what the report of a turn needs, and passes everything on. */
final class Hearing implements Consumer<AgentEvent> {
    private final Consumer<AgentEvent> next;
    private final List<String> texts = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private Usage usage = Usage.UNKNOWN;
    private Usage lastCall = Usage.UNKNOWN;
    private MessageCost cost = MessageCost.UNKNOWN;
    private StopReason stopReason = StopReason.ERROR;
    private int calls;

    Hearing(Consumer<AgentEvent> next) {
        this.next = next;
    }

    @Override
    public void accept(AgentEvent event) {
        switch (event) {
            case AgentEvent.Heard(ChatEvent.TextDelta(String words)) -> open.append(words);
            case AgentEvent.Answered answered -> answered(answered);
            case AgentEvent.Began _, AgentEvent.Heard _, AgentEvent.ToolStarted _, AgentEvent.ToolEnded _ -> {}
            case AgentEvent.Switched _, AgentEvent.Noticed _ -> {}
        }
        next.accept(event);
    }

    private void answered(AgentEvent.Answered event) {
        open.setLength(0);
        if (!event.answer().text().isBlank()) {
            texts.add(event.answer().text());
        }
        usage = calls == 0 ? event.answer().usage() : usage.plus(event.answer().usage());
        cost = calls == 0 ? event.cost() : cost.plus(event.cost());
        lastCall = event.answer().usage();
        stopReason = event.answer().stopReason();
        calls++;
    }

    /** The words of every answer; of one that broke off, those that had arrived. */
    List<String> texts() {
        List<String> all = new ArrayList<>(texts);
        if (!open.toString().isBlank()) {
            all.add(open.toString());
        }
        return all;
    }

    StopReason stopReason() {
        return stopReason;
    }

    RunReport.Spent spent() {
        return new RunReport.Spent(usage, lastCall, cost, calls);
    }
}

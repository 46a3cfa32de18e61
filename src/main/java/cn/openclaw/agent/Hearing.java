package cn.openclaw.agent;

import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Message;
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
    private final StringBuilder held = new StringBuilder();
    private Usage usage = Usage.UNKNOWN;
    private Usage lastCall = Usage.UNKNOWN;
    private MessageCost cost = MessageCost.UNKNOWN;
    private StopReason stopReason = StopReason.ERROR;
    private boolean speaking;
    private int calls;
    private int compactions;

    Hearing(Consumer<AgentEvent> next) {
        this.next = next;
    }

    @Override
    public void accept(AgentEvent event) {
        switch (event) {
            case AgentEvent.Heard(ChatEvent.TextDelta(String words)) -> {
                heard(words);
                return;
            }
            case AgentEvent.Answered answered -> answered(answered);
            case AgentEvent.Began _, AgentEvent.Heard _, AgentEvent.ToolStarted _, AgentEvent.ToolEnded _ -> {}
            case AgentEvent.Switched _, AgentEvent.Noticed _, AgentEvent.ToolProgress _, AgentEvent.Steered _ -> {}
            case AgentEvent.Compacting _ -> {}
            case AgentEvent.Compacted _ -> compactions++;
        }
        next.accept(event);
    }

    /** As long as an answer may turn out to be silence, nobody hears of it. */
    private void heard(String words) {
        open.append(words);
        held.append(words);
        speaking = speaking || !Silence.mayBecome(held.toString());
        if (speaking) {
            release();
        }
    }

    private void release() {
        if (!held.isEmpty()) {
            next.accept(new AgentEvent.Heard(new ChatEvent.TextDelta(held.toString())));
            held.setLength(0);
        }
    }

    private void answered(AgentEvent.Answered event) {
        String words = event.answer().text();
        boolean silent = Silence.isSilent(words);
        if (!silent) {
            release();
        }
        held.setLength(0);
        open.setLength(0);
        speaking = false;
        if (!silent && !words.isBlank()) {
            texts.add(Silence.without(words));
        }
        spent(event.answer(), event.cost());
        lastCall = event.answer().usage();
        stopReason = event.answer().stopReason();
    }

    /** An answer that is no part of the conversation, such as a summary, costs all the same. */
    void aside(Message.Assistant answer, MessageCost price) {
        spent(answer, price);
    }

    private void spent(Message.Assistant answer, MessageCost price) {
        usage = calls == 0 ? answer.usage() : usage.plus(answer.usage());
        cost = calls == 0 ? price : cost.plus(price);
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

    /** How often the conversation was shortened in this turn. */
    int compactions() {
        return compactions;
    }

    StopReason stopReason() {
        return stopReason;
    }

    RunReport.Spent spent() {
        return new RunReport.Spent(usage, lastCall, cost, calls);
    }
}

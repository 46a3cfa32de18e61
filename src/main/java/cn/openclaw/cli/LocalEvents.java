package cn.openclaw.cli;

import cn.openclaw.agent.AgentEvent;
import cn.openclaw.agent.AgentWords;
import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.tui.PartnerEvent;
import java.util.List;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells a screen what happens in a run, in the screen's words. */
final class LocalEvents implements Consumer<AgentEvent> {
    private final Consumer<PartnerEvent> screen;
    private final Language language;

    LocalEvents(Consumer<PartnerEvent> screen, Language language) {
        this.screen = screen;
        this.language = language;
    }

    @Override
    public void accept(AgentEvent event) {
        switch (event) {
            case AgentEvent.Began began -> tell(new PartnerEvent.Began(began.who()));
            case AgentEvent.Heard(ChatEvent.TextDelta(String words)) -> tell(new PartnerEvent.Words(words));
            case AgentEvent.Heard(ChatEvent.ThinkingDelta(String words)) -> tell(new PartnerEvent.Thought(words));
            case AgentEvent.Heard(ChatEvent.ToolCallReady _) -> {}
            case AgentEvent.Answered _ -> tell(new PartnerEvent.Answered());
            case AgentEvent.ToolStarted(Part.ToolCall call) ->
                tell(new PartnerEvent.ToolStarted(call.id(), call.name(), call.arguments()));
            case AgentEvent.ToolProgress(Part.ToolCall call, String words) ->
                tell(new PartnerEvent.ToolProgress(call.id(), words));
            case AgentEvent.ToolEnded(Part.ToolCall call, Message.ToolResult result, var details) -> {
                Optional<String> diff = details.flatMap(more -> Optional.ofNullable(Json.text(more, "diff")));
                tell(new PartnerEvent.ToolEnded(call.id(), result.isError(), words(result), diff));
            }
            case AgentEvent.Steered(List<Part> parts, var _) -> tell(new PartnerEvent.Steered(AgentWords.of(parts)));
            case AgentEvent.Compacting(int tokens, int window) -> tell(new PartnerEvent.Compacting(tokens, window));
            case AgentEvent.Compacted(int before, int after, boolean summarised) ->
                tell(new PartnerEvent.Compacted(before, after, summarised));
            case AgentEvent.Switched switched -> tell(new PartnerEvent.Notice(AgentWords.of(switched, language)));
            case AgentEvent.Noticed(var notice) -> tell(new PartnerEvent.Notice(notice.in(language)));
        }
    }

    private void tell(PartnerEvent event) {
        screen.accept(event);
    }

    private static String words(Message.ToolResult result) {
        return AgentWords.of(result.parts());
    }
}

package cn.openclaw.gateway;

import cn.openclaw.agent.AgentWords;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.StopReason;
import cn.openclaw.session.SessionStore;
import cn.openclaw.session.Sessions;
import cn.openclaw.session.TranscriptEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How far a run came that another process began: the transcript tells. */
enum RunTrace {
    /** Its message is not there: nothing was done. */
    NONE,
    /** Its message is there and was not answered; what was done is there too. */
    HALF,
    /** It was answered, or somebody has said something else since. */
    ENDED,
    /** The model failed, and the turn was over. */
    FAILED,
    /** Its answer was broken off, and the turn was over. */
    BROKEN;

    static RunTrace of(Run run, SessionStore store) {
        List<TranscriptEntry> entries = since(run.order(), store);
        return entries.isEmpty() ? NONE : of(run, entries);
    }

    /** The last words of a run's answer; empty if there are none. */
    static String answer(RunOrder run, SessionStore store) {
        String words = "";
        for (TranscriptEntry entry : since(run, store)) {
            Optional<Message> message = isInjected(entry) ? Optional.empty() : entry.message();
            if (message.isPresent() && message.get() instanceof Message.Assistant answer) {
                words = AgentWords.of(answer.parts());
            } else if (message.isPresent() && message.get() instanceof Message.User && isOfAnother(run, entry)) {
                break;
            }
        }
        return words;
    }

    private static boolean isOfAnother(RunOrder run, TranscriptEntry entry) {
        return !entry.runId().equals(Optional.of(run.id()));
    }

    /** What stands in the transcript from a run's last message on. */
    private static List<TranscriptEntry> since(RunOrder run, SessionStore store) {
        Optional<Path> file = run.request()
                .sessionId()
                .map(store::transcript)
                .or(() -> store.find(run.key()).flatMap(store::transcript));
        if (file.isEmpty() || !Files.exists(file.get())) {
            return List.of();
        }
        List<TranscriptEntry> entries = Sessions.recent(file.get());
        int from = -1;
        for (int at = 0; at < entries.size(); at++) {
            from = isOfAnother(run, entries.get(at)) ? from : at;
        }
        return from < 0 ? List.of() : entries.subList(from, entries.size());
    }

    private static RunTrace of(Run run, List<TranscriptEntry> entries) {
        for (TranscriptEntry entry : entries.reversed()) {
            Optional<Message> message = isInjected(entry) ? Optional.empty() : entry.message();
            if (message.isPresent()) {
                return switch (message.get()) {
                    case Message.User _ -> entry.runId().equals(Optional.of(run.id())) ? HALF : ENDED;
                    case Message.ToolResult _ -> isLast(run, entries) ? HALF : ENDED;
                    case Message.Assistant answer -> {
                        boolean failed = answer.stopReason() == StopReason.ERROR;
                        boolean broken = failed || answer.stopReason() == StopReason.ABORTED;
                        boolean open = !answer.toolCalls().isEmpty() && !broken;
                        yield failed ? FAILED : broken ? BROKEN : open && isLast(run, entries) ? HALF : ENDED;
                    }
                };
            }
        }
        return NONE;
    }

    private static boolean isInjected(TranscriptEntry entry) {
        return "injected".equals(Json.text(entry.tree(), "message", "stopReason"));
    }

    /** Whether nobody has said anything since. */
    private static boolean isLast(Run run, List<TranscriptEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.message().filter(Message.User.class::isInstance).isPresent())
                .allMatch(entry -> entry.runId().equals(Optional.of(run.id())));
    }
}

package cn.openclaw.agent;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.TokenEstimate;
import cn.openclaw.session.Transcript;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Puts a summary in the place of the older part of a conversation: its newest part, the person's current request and every tool
 * call with its result stay word for word. A model writes the summary; where it cannot, one is put together from what was said. A
 * result that is hardly smaller is thrown away. The transcript keeps everything, in the original's form.
 */
final class Compactor {
    /** A summary must save at least this share, or it is not worth its loss. */
    private static final double WORTH = 0.9;

    private final Transcript transcript;
    private final Consumer<AgentEvent> events;
    private final Summariser summariser;
    private final int fixed;

    /** What came of it, in tokens. */
    record Done(int before, int after, boolean summarised) {}

    /** @param fixed what system prompt and tools take, in tokens */
    Compactor(Transcript transcript, Consumer<AgentEvent> events, Summariser summariser, int fixed) {
        this.transcript = transcript;
        this.events = events;
        this.summariser = summariser;
        this.fixed = fixed;
    }

    static boolean isWhole(Message.Assistant answer) {
        return answer.stopReason() != StopReason.ERROR && answer.stopReason() != StopReason.ABORTED;
    }

    /** @param before how many tokens the next request would have */
    Optional<Done> compact(int before, Room room, Optional<String> instructions) throws InterruptedException {
        List<Transcript.Said> said = transcript.said();
        int whole = fixed + transcript.compaction().map(entry -> TokenEstimate.of(entry.text("summary"))).orElse(0) + tokens(said);
        // Where the platform counts more than we do, what we keep counts more as well.
        double ratio = Math.max(1, (double) before / Math.max(1, whole));
        int cut = cut(said, (int) (room.keep(fixed) / ratio));
        int kept = tokens(said.subList(cut, said.size()));
        int old = tokens(said.subList(0, cut));
        if (cut == 0 || old + kept == 0 || (double) (kept + room.summary(fixed)) / (old + kept) > WORTH) {
            return Optional.empty();
        }
        events.accept(new AgentEvent.Compacting(before, room.window()));
        List<Message> past = said.subList(0, cut).stream().map(Transcript.Said::message).toList();
        TouchedFiles files = TouchedFiles.of(past, transcript.compaction());
        Optional<String> previous = transcript.compaction().map(entry -> entry.text("summary"));
        Summariser.Limits limits = new Summariser.Limits(room.chunk(), room.summary(fixed));
        Optional<String> written = summariser.summarise(previous, past, instructions, limits);
        // The request comes first: should even the summary have to be cut one day, its beginning stays.
        String summary = request(said, cut, room.summary(fixed))
                + written.orElseGet(() -> Digest.of(previous, past, limits.summary()))
                + files.text();
        int after = fixed + TokenEstimate.of(summary) + kept;
        if (after > whole * WORTH) {
            return Optional.empty();
        }
        transcript.compact(summary, said.get(cut).entryId(), before, files.tree());
        Done done = new Done(before, after, written.isPresent());
        events.accept(new AgentEvent.Compacted(before, after, written.isPresent()));
        return Optional.of(done);
    }

    private static int tokens(List<Transcript.Said> said) {
        return said.stream().mapToInt(one -> TokenEstimate.of(one.message())).sum();
    }

    /**
     * The first entry that stays: as many as fit, but at least the last words with what belongs to them. Never a tool's result,
     * which would lose its call; if a turn begins not far behind, the turn's first words.
     */
    private static int cut(List<Transcript.Said> said, int keep) {
        int best = 0;
        int turn = 0;
        int size = 0;
        for (int at = said.size() - 1; at > 0; at--) {
            Message message = said.get(at).message();
            size += TokenEstimate.of(message);
            if (size > keep && best > 0) {
                break;
            }
            if (!(message instanceof Message.ToolResult)) {
                best = at;
                turn = message instanceof Message.User && size > keep / 3 ? at : turn;
            }
        }
        return turn > 0 ? turn : best;
    }

    /** What the person asked last, if that would be told by the summary alone. */
    private static String request(List<Transcript.Said> said, int cut, int most) {
        for (int at = said.size() - 1; at >= 0; at--) {
            if (said.get(at).message() instanceof Message.User user) {
                return at >= cut ? "" : "## The user's current request, word for word\n" + Clip.middle(words(user), most) + "\n\n";
            }
        }
        return "";
    }

    static String words(Message.User user) {
        return user.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }
}

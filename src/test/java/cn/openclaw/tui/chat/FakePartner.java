package cn.openclaw.tui.chat;

import cn.openclaw.base.ExitCode;
import cn.openclaw.tui.Ask;
import cn.openclaw.tui.Ending;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.PartnerEvent;
import cn.openclaw.tui.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A partner whose turns are played by the test: it says what happens and when the turn ends. */
final class FakePartner implements Partner {
    final List<String> said = new ArrayList<>();
    final List<String> steered = new ArrayList<>();
    final List<String> done = new ArrayList<>();
    final BlockingQueue<Object> turns = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    boolean takesSteering = true;
    String model = "moonshot/kimi-k3";
    String thinking = "";
    String verbose = "on";
    String session = "main";
    long context;
    List<Past> past = List.of();
    List<Option> sessions = List.of();
    volatile Consumer<PartnerEvent> events = _ -> {};
    volatile Decider decider = _ -> Answer.NOBODY;

    static final Ending ANSWERED = new Ending(
            Ending.Outcome.ANSWERED, ExitCode.OK, "", true, false, "moonshot/kimi-k3 · 1200 in · ¥0.0123", Duration.ofSeconds(2));

    void end(Ending ending) {
        endings.add(ending);
    }

    @Override
    public Standing standing() {
        return new Standing("main", session, model, Optional.of("sk-s…0001 · MOONSHOT_API_KEY"), thinking, verbose, "~/work",
                context, 262_144, context == 0 ? "" : "¥0.0123", past.isEmpty() ? Optional.empty() : Optional.of("3 h ago"),
                "openclaw-cn chat --session " + session, Optional.empty());
    }

    @Override
    public Ending say(String words, Consumer<PartnerEvent> heard, Decider asked) throws InterruptedException {
        said.add(words);
        events = heard;
        decider = asked;
        turns.add(words);
        try {
            return endings.take();
        } catch (InterruptedException e) {
            return new Ending(Ending.Outcome.ABORTED, ExitCode.INTERRUPTED, "", true, false, "moonshot/kimi-k3", Duration.ofSeconds(1));
        }
    }

    Answer ask(Ask ask) throws InterruptedException {
        return decider.ask(ask);
    }

    @Override
    public boolean steer(String words) {
        return takesSteering && steered.add(words);
    }

    @Override
    public String compact(String instructions, Consumer<PartnerEvent> heard) {
        done.add("compact " + instructions);
        return "shortened";
    }

    @Override
    public List<Option> sessions() {
        return sessions;
    }

    @Override
    public List<Option> models() {
        List<Option> models = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            models.add(new Option("vendor/model-" + i, "vendor/model-" + i, i + "k", i == 7));
        }
        return models;
    }

    @Override
    public List<Option> agents() {
        return List.of(new Option("main", "main", "~/work", true), new Option("代码", "代码", "~/code", false));
    }

    @Override
    public List<Option> thinkingLevels() {
        return List.of(new Option("low", "low", "低", false), new Option("high", "high", "高", true));
    }

    @Override
    public Standing openSession(String id) {
        session = id;
        return standing();
    }

    @Override
    public Standing newSession() {
        session = "chat:new";
        done.add("new");
        return standing();
    }

    @Override
    public Standing resetSession() {
        done.add("reset");
        return standing();
    }

    @Override
    public Standing chooseModel(String wanted) {
        model = wanted.isEmpty() ? "moonshot/kimi-k3" : wanted;
        return standing();
    }

    @Override
    public Standing chooseAgent(String agent) {
        done.add("agent " + agent);
        return standing();
    }

    @Override
    public Standing think(String level) {
        thinking = level;
        return standing();
    }

    @Override
    public Standing verbose(String level) {
        verbose = level;
        return standing();
    }

    @Override
    public List<String> usage() {
        return List.of("This conversation: 1200 in");
    }

    @Override
    public List<Past> past(int limit) {
        return past;
    }
}

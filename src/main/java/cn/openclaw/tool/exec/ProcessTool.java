package cn.openclaw.tool.exec;

import cn.openclaw.base.ClawException;
import cn.openclaw.json.Json;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Consent;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Looks after programs in the background. Typing into one is running something, so it needs a person's word like a command. */
@AutoService(Tool.class)
public final class ProcessTool implements Tool {
    private static final Set<String> TYPING = Set.of("write", "send-keys", "submit", "paste");
    private static final Set<String> LOOKING = Set.of("list", "poll", "log");
    private static final int LOG_LINES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "process";
    }

    @Override
    public String description() {
        return "Look after commands in the background: list, poll (new output), log (whole output by lines), write, send-keys, submit"
                + " (text and Enter), paste, kill, clear, remove.";
    }

    @Override
    public ObjectNode parameters() {
        return (ObjectNode) Json.parse(
                """
                {"type":"object","properties":{
                "action":{"type":"string","description":"What to do","enum":["list","poll","log","write","send-keys","submit","paste","kill","clear","remove"]},
                "sessionId":{"type":"string","description":"Which one, as exec named it; not needed for list"},
                "data":{"type":"string","description":"For write and submit: what to type"},
                "keys":{"type":"array","items":{"type":"string"},"description":"For send-keys: Enter, Tab, Escape, Up, C-c ..."},
                "hex":{"type":"array","items":{"type":"string"},"description":"For send-keys: bytes in hex"},
                "literal":{"type":"string","description":"For send-keys: text typed as it is"},
                "text":{"type":"string","description":"For paste: the text"},
                "bracketed":{"type":"boolean","description":"For paste: mark it as pasted; default true in a terminal"},
                "eof":{"type":"boolean","description":"For write: no more input follows"},
                "offset":{"type":"integer","description":"For log: first line, from 1; default: the last lines"},
                "limit":{"type":"integer","description":"For log: how many lines, default 200"}},
                "required":["action"]}""");
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("session_id", "sessionId", "session", "sessionId", "id", "sessionId", "input", "data");
    }

    @Override
    public Effect effect(ObjectNode arguments, Context context) {
        String action = text(arguments, "action");
        return LOOKING.contains(action) ? Effect.READS : TYPING.contains(action) ? Effect.ACTS : Effect.CHANGES;
    }

    @Override
    public Consent consent(ObjectNode arguments, Context context) {
        Optional<Job> job = job(arguments, context);
        boolean tainted = context.turn().outsideSource().isPresent();
        if (!TYPING.contains(text(arguments, "action")) || job.isEmpty() || (isFree(job.get(), context) && !tainted)) {
            return Consent.FREE;
        }
        String shown = shown(arguments);
        return new Consent.Ask(new ApprovalRequest(
                name(),
                ExecRules.filled(ExecText.INPUT, job.get().description().command()),
                job.get().description().name() + " << " + shown,
                List.of(),
                job.get().description().folder(),
                Optional.of(ExecText.ALWAYS_INPUT)));
    }

    private static boolean isFree(Job job, Context context) {
        try {
            return job.isInputAllowed() || new ExecRules(context, ExecSettings.of(context)).isUnlimited();
        } catch (ClawException e) {
            return false;
        }
    }

    @Override
    public void allowAlways(ObjectNode arguments, Context context, ApprovalRequest approved) {
        job(arguments, context).ifPresent(Job::allowInput);
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        Optional<Job> job = job(arguments, context);
        boolean typing = TYPING.contains(text(arguments, "action"));
        return typing && job.isPresent() && !isFree(job.get(), context)
                ? new ToolOutcome.Failed("not done: this needs the user's approval")
                : answer(arguments, context, job);
    }

    @Override
    public ToolOutcome runApproved(ObjectNode arguments, Context context, ApprovalRequest approved) throws InterruptedException {
        return answer(arguments, context, job(arguments, context));
    }

    private static ToolOutcome answer(ObjectNode arguments, Context context, Optional<Job> found) throws InterruptedException {
        String action = text(arguments, "action");
        Jobs jobs = jobs(context);
        if (action.equals("list")) {
            return list(jobs.all(context.turn().agentId()));
        }
        if (found.isEmpty()) {
            return new ToolOutcome.Failed("there is no session " + text(arguments, "sessionId") + "; see action list");
        }
        Job job = found.get();
        return switch (action) {
            case "poll" -> poll(job, context);
            case "log" -> log(job, arguments, context);
            case "kill" -> {
                boolean over = job.isOver();
                job.kill();
                yield new ToolOutcome.Done(over ? "it had ended already" : "ended", ExecTool.details(job, "failed"));
            }
            case "clear" -> {
                job.capture().clear();
                yield new ToolOutcome.Done("its output so far is forgotten");
            }
            case "remove" -> {
                if (!job.isOver()) {
                    job.kill();
                }
                jobs.remove(job);
                yield new ToolOutcome.Done("removed");
            }
            default -> type(job, arguments);
        };
    }

    private static ToolOutcome list(List<Job> jobs) {
        if (jobs.isEmpty()) {
            return new ToolOutcome.Done("(nothing runs in the background)");
        }
        StringBuilder lines = new StringBuilder();
        for (Job job : jobs) {
            lines.append(job.description().name()).append("  ").append(status(job)).append("  ").append(job.duration().toSeconds()).append(" s  ");
            lines.append(job.description().command().lines().findFirst().orElse("")).append('\n');
        }
        return new ToolOutcome.Done(lines.toString().stripTrailing());
    }

    private static String status(Job job) {
        if (!job.isOver()) {
            return "running (pid " + job.pid() + ")";
        }
        return job.timedOut() ? "ended by its time limit" : job.killed() ? "killed" : "exit code " + job.exitCode().orElse(-1);
    }

    private static ToolOutcome poll(Job job, Context context) throws InterruptedException {
        String news = job.capture().news();
        if (news.isEmpty() && !job.await(PATIENCE)) {
            news = job.capture().news();
        } else if (news.isEmpty()) {
            news = job.capture().news();
        }
        news = FromNetwork.marked(context, job.description().command(), news);
        if (job.isOver()) {
            job.endIsKnown();
        }
        String status = job.isOver() ? job.exitCode().orElse(-1) == 0 ? "completed" : "failed" : "running";
        return new ToolOutcome.Done(
                (news.isEmpty() ? "(no new output)" : news) + "\n[" + status(job) + "]", ExecTool.details(job, status));
    }

    private static ToolOutcome log(Job job, ObjectNode arguments, Context context) {
        int offset = arguments.path("offset").asInt(0);
        int limit = Math.clamp(arguments.path("limit").asInt(LOG_LINES), 1, 5000);
        try {
            return new ToolOutcome.Done(FromNetwork.marked(context, job.description().command(), job.capture().log(offset, limit)));
        } catch (IOException e) {
            return new ToolOutcome.Failed("its output cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static ToolOutcome type(Job job, ObjectNode arguments) {
        String action = text(arguments, "action");
        boolean done =
                switch (action) {
                    case "submit" -> job.type(bytes(text(arguments, "data") + (job.hasTerminal() ? "\r" : "\n")));
                    case "paste" -> job.type(bytes(pasted(job, arguments)));
                    case "send-keys" -> keys(job, arguments);
                    default -> job.type(bytes(text(arguments, "data")));
                };
        if (done && arguments.path("eof").asBoolean(false)) {
            job.endInput();
        }
        return done ? new ToolOutcome.Done("typed; poll for what it answers") : new ToolOutcome.Failed("it does not read any more: " + status(job));
    }

    private static String pasted(Job job, ObjectNode arguments) {
        boolean bracketed = job.hasTerminal() && arguments.path("bracketed").asBoolean(true);
        String text = text(arguments, "text");
        return bracketed ? "\u001B[200~" + text.replace("\u001B", "") + "\u001B[201~" : text;
    }

    private static boolean keys(Job job, ObjectNode arguments) {
        boolean done = !job.isOver();
        String literal = text(arguments, "literal");
        if (!literal.isEmpty()) {
            done &= job.type(bytes(literal));
        }
        for (var key : arguments.path("keys")) {
            String name = key.asString("");
            if (name.equalsIgnoreCase("C-c")) {
                job.interrupt();
            } else {
                done &= job.type(bytes(Keys.of(name)));
            }
        }
        for (var hex : arguments.path("hex")) {
            done &= job.type(Keys.hex(hex.asString("")));
        }
        return done;
    }

    /** What would be typed. */
    @Override
    public String shown(ObjectNode arguments) {
        ObjectNode typed = arguments.deepCopy();
        typed.remove(List.of("action", "sessionId"));
        String data = text(arguments, "data") + text(arguments, "text") + text(arguments, "literal");
        boolean plain = !typed.has("keys") && !typed.has("hex");
        return plain ? data : Json.write(typed);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Jobs jobs(Context context) {
        return context.world().kept(Jobs.class, world -> new Jobs(world.clock()));
    }

    private static Optional<Job> job(ObjectNode arguments, Context context) {
        return jobs(context).find(context.turn().agentId(), text(arguments, "sessionId"));
    }

    private static String text(ObjectNode arguments, String name) {
        String text = Json.text(arguments, name);
        return text == null ? "" : text;
    }
}

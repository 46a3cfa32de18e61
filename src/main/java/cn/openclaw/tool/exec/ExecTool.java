package cn.openclaw.tool.exec;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.json.Json;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Consent;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Endings;
import cn.openclaw.tool.Spill;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import cn.openclaw.tool.exec.ExecRules.Decision;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Runs a command line. What it may run without a person's word is decided by {@link ExecRules}, twice: when asked, and right before. */
@AutoService(Tool.class)
public final class ExecTool implements Tool {
    static final String NAME = "exec";
    private static final int TAIL = 400;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Run a shell command in the workspace. Commands other than plain looking around need the user's approval, so prefer the file"
                + " tools. A command that runs longer than yieldMs goes on in the background: see it with process. API keys are not in"
                + " its environment.";
    }

    @Override
    public ObjectNode parameters() {
        return (ObjectNode) Json.parse(
                """
                {"type":"object","properties":{
                "command":{"type":"string","description":"The command line"},
                "workdir":{"type":"string","description":"Folder to run it in; default: the workspace"},
                "env":{"type":"object","description":"Variables to set","additionalProperties":{"type":"string"}},
                "yieldMs":{"type":"integer","description":"Milliseconds to wait before it goes to the background (10-120000)"},
                "background":{"type":"boolean","description":"Start it in the background at once"},
                "timeout":{"type":"integer","description":"Seconds after which it is ended"},
                "pty":{"type":"boolean","description":"Give it a terminal, for programs that need one"},
                "elevated":{"type":"boolean","description":"Ask the user to run it outside the sandbox"},
                "host":{"type":"string","description":"Where to run it: sandbox or gateway"}},
                "required":["command"]}""");
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("cmd", "command", "cwd", "workdir", "timeoutSec", "timeout", "yield_ms", "yieldMs", "run_in_background", "background");
    }

    @Override
    public Effect effect(ObjectNode arguments, Context context) {
        try {
            return new Plan(arguments, context).decision instanceof Decision.Run(Line _, boolean harmless) && harmless
                    ? Effect.READS
                    : Effect.ACTS;
        } catch (ClawException e) {
            return Effect.ACTS;
        }
    }

    @Override
    public Consent consent(ObjectNode arguments, Context context) {
        try {
            return switch (new Plan(arguments, context).decision) {
                case Decision.Run _, Decision.RunWritten _ -> Consent.FREE;
                case Decision.AskFirst(ApprovalRequest request, boolean unless, Optional<ExecApprovals.Exact> _) ->
                    new Consent.Ask(request, unless);
                case Decision.Refuse(String why) -> new Consent.Refused(why);
            };
        } catch (ClawException e) {
            return new Consent.Refused(e.in(Language.EN));
        }
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        Plan plan = new Plan(arguments, context);
        return switch (plan.decision) {
            case Decision.Run(Line line, boolean _) -> plan.start(line.start(), line.folder(), true);
            case Decision.RunWritten _ -> plan.written();
            case Decision.AskFirst _ -> new ToolOutcome.Failed("not done: this needs the user's approval");
            case Decision.Refuse(String why) -> new ToolOutcome.Failed("not allowed: " + why);
        };
    }

    /** The approval is for this text in this folder; anything else is not what the person read. */
    @Override
    public ToolOutcome runApproved(ObjectNode arguments, Context context, ApprovalRequest approved) throws InterruptedException {
        Plan plan = new Plan(arguments, context);
        if (plan.decision instanceof Decision.Refuse(String why)) {
            return new ToolOutcome.Failed("not allowed: " + why);
        }
        if (!approved.what().equals(plan.call.shown()) || !approved.folder().equals(plan.call.folder())) {
            // A turn that read outside text is asked about a call that would have been free; it is then run like one that is.
            boolean free = plan.decision instanceof Decision.Run || plan.decision instanceof Decision.RunWritten;
            return free ? run(arguments, context) : new ToolOutcome.Failed("not done: it is not what was approved");
        }
        return plan.written();
    }

    @Override
    public String shown(ObjectNode arguments) {
        String command = Json.text(arguments, "command");
        return command == null ? "" : command;
    }

    @Override
    public void allowAlways(ObjectNode arguments, Context context, ApprovalRequest approved) {
        if (new Plan(arguments, context).decision instanceof Decision.AskFirst(var _, var _, Optional<ExecApprovals.Exact> exact)
                && exact.isPresent()) {
            ExecApprovals.Exact line = exact.get();
            new ExecApprovals(context.world().places()).allowExactly(new ExecApprovals.Exact(
                    line.agent(), ExecApprovals.id(new java.util.Random()), line.command(), line.cwd(), line.files()));
        }
    }

    /** One call, with what is decided about it. */
    private static final class Plan {
        private final Context context;
        private final ExecSettings settings;
        private final ExecCall call;
        private final Decision decision;
        private final @Nullable Sandbox sandbox;

        Plan(ObjectNode arguments, Context context) {
            this.context = context;
            this.settings = ExecSettings.of(context);
            this.call = ExecCall.of(arguments, context, settings);
            boolean demanded = Sandbox.isDemanded(context, settings) || call.host().filter("sandbox"::equals).isPresent();
            boolean leaves = demanded && (call.elevated() || call.host().filter("gateway"::equals).isPresent());
            this.sandbox = demanded && !leaves ? context.world().kept(Sandbox.class, _ -> Sandbox.probe()) : null;
            this.decision = decide(leaves);
        }

        private Decision decide(boolean leaves) {
            if (call.host().filter("node"::equals).isPresent() || settings.host().filter("node"::equals).isPresent()) {
                return new Decision.Refuse("there are no nodes here (tools.exec.host: node)");
            }
            if (!Files.isDirectory(context.workspace())) {
                return new Decision.Refuse("the workspace folder does not exist");
            }
            if (!Files.isDirectory(call.folder())) {
                return new Decision.Refuse("there is no folder " + call.folder());
            }
            if (leaves && !settings.elevated()) {
                return new Decision.Refuse("leaving the sandbox is switched off (tools.elevated.enabled)");
            }
            if (sandbox != null && !sandbox.works()) {
                return new Decision.Refuse(ExecText.NO_SANDBOX.in(Language.EN, sandbox.problem()));
            }
            Decision decided = new ExecRules(context, settings).decide(call, leaves);
            return decided instanceof Decision.AskFirst(ApprovalRequest request, boolean unless, Optional<ExecApprovals.Exact> exact)
                    ? new Decision.AskFirst(withPlace(request), unless, exact)
                    : decided;
        }

        /** People are told where it would run. */
        private ApprovalRequest withPlace(ApprovalRequest request) {
            Text why = ExecRules.filled(sandbox == null ? ExecText.ON_HOST : ExecText.IN_SANDBOX, request.why());
            return new ApprovalRequest(request.tool(), why, request.what(), request.argv(), request.folder(), request.always());
        }

        /** As the model wrote it, by a shell: a person read it, or set no limits. */
        ToolOutcome written() throws InterruptedException {
            return start(List.of(shell(), "-c", call.command()), call.folder(), false);
        }

        private String shell() {
            String own = context.world().snapshot().environment().get("SHELL").orElse("/bin/sh");
            Path name = Path.of(own).getFileName();
            boolean posix = name != null && List.of("bash", "zsh", "dash", "ksh", "sh", "mksh").contains(name.toString());
            if (posix && Files.isExecutable(Path.of(own)) && sandbox == null) {
                return own;
            }
            return Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh";
        }

        ToolOutcome start(List<String> argv, Path folder, boolean understood) throws InterruptedException {
            KnownSecrets secrets = KnownSecrets.of(context);
            Jobs jobs = context.world().kept(Jobs.class, world -> new Jobs(world.clock()));
            jobs.sweep(context.world().clock().instant(), settings.cleanup());
            List<String> words = new ArrayList<>(sandbox == null ? List.of() : sandbox.around(context, folder));
            words.addAll(argv);
            Launch launch = new Launch(
                    words, folder, ChildEnvironment.of(context, settings, secrets, call, understood), call.pty());
            var description = new Job.Description(
                    jobs.name(), context.turn().agentId(), call.command(), folder, context.world().clock().instant());
            Capture capture = new Capture(Spill.file(context, NAME), secrets::redact, context.turn().progress());
            Job job;
            try {
                job = Job.start(description, launch, capture, call.timeout(), jobs);
            } catch (IOException e) {
                return new ToolOutcome.Failed("it cannot be started: " + e.getMessage());
            }
            if (understood && !call.pty()) {
                // What only looks reads files; a word that was forgotten must not make it wait for input.
                job.endInput();
            }
            return foreground(job, jobs);
        }

        private ToolOutcome foreground(Job job, Jobs jobs) throws InterruptedException {
            try {
                if (call.yield().isZero()) {
                    jobs.toBackground(job);
                } else if (job.await(call.yield())) {
                    return ended(job);
                }
            } catch (InterruptedException e) {
                job.kill();
                throw e;
            }
            jobs.toBackground(job);
            if (settings.notifyOnExit()) {
                tellOfEnd(job);
            }
            String sofar = FromNetwork.marked(context, call.command(), job.capture().news());
            return new ToolOutcome.Done(
                    (sofar.isBlank() ? "" : sofar + "\n") + "[still running in the background as session " + job.description().name() + " (pid "
                            + job.pid() + "); use process with action poll, log, write or kill]",
                    details(job, "running"));
        }

        /** What it printed is not told: that is read by process, which marks what came from outside. */
        private void tellOfEnd(Job job) {
            Endings endings = Endings.of(context.world());
            Thread.ofVirtual().name("exec-end-" + job.description().name()).start(() -> {
                try {
                    if (job.awaitUnknownEnd()) {
                        endings.tell(context.turn().key(), "The background command " + job.description().name() + " (" + call.command().strip()
                                + ") " + (job.timedOut() ? "was ended by its time limit" : "ended with exit code " + job.exitCode().orElse(-1))
                                + " after " + job.duration().toSeconds() + " s. Read what it printed with process, action poll.");
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private ToolOutcome ended(Job job) {
            String output = FromNetwork.marked(context, call.command(), job.capture().shown());
            String text = output.isBlank() ? "(no output)" : output;
            int code = job.exitCode().orElse(-1);
            if (job.timedOut()) {
                return new ToolOutcome.Failed(
                        text + "\n[ended after " + call.timeout().toSeconds() + " s, the time limit]", Optional.of(details(job, "failed")));
            }
            return code == 0
                    ? new ToolOutcome.Done(text, details(job, "completed"))
                    : new ToolOutcome.Failed(text + "\n[exit code " + code + "]", Optional.of(details(job, "failed")));
        }
    }

    /** For screens and programs, as the original has them. */
    static ObjectNode details(Job job, String status) {
        ObjectNode details = Json.object().put("status", status);
        job.exitCode().ifPresent(code -> details.put("exitCode", code));
        return details.put("durationMs", job.duration().toMillis())
                .put("cwd", job.description().folder().toString())
                .put("sessionId", job.description().name())
                .put("pid", job.pid())
                .put("startedAt", job.description().startedAt().toEpochMilli())
                .put("tail", job.capture().ending(TAIL));
    }
}

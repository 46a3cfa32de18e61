package cn.openclaw.tool.exec;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.PrivatePlaces;
import cn.openclaw.tool.Spill;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.exec.ExecSettings.Ask;
import cn.openclaw.tool.exec.ExecSettings.Security;
import cn.openclaw.tool.exec.Line.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a command line before anything runs. Settings of the config, the agent, {@code exec-approvals.json} and the call
 * itself are taken together so that each can only make it stricter; where none says anything, what is not on a list is asked about.
 */
final class ExecRules {
    private final Tool.Context context;
    private final ExecSettings settings;
    private final ExecApprovals approvals;
    private final ExecApprovals.Rules rules;
    private final Path home;
    private final PrivatePlaces privates;
    private final Programs programs;

    /** What may be done. */
    sealed interface Decision {
        /**
         * It may run as it was understood.
         *
         * @param harmless whether it only looks at the workspace
         */
        record Run(Line line, boolean harmless) implements Decision {}

        /** It may run as it was written: the person set no limits. */
        record RunWritten() implements Decision {}

        /** A person decides. */
        record AskFirst(ApprovalRequest request, boolean unlessAnswered, Optional<ExecApprovals.Exact> exact) implements Decision {}

        record Refuse(String why) implements Decision {}
    }

    ExecRules(Tool.Context context, ExecSettings settings) {
        this.context = context;
        this.settings = settings;
        this.approvals = new ExecApprovals(context.world().places());
        this.rules = approvals.rules(context.turn().agentId());
        this.home = PrivatePlaces.real(context.workspace());
        this.privates = PrivatePlaces.of(context);
        this.programs = new Programs(ChildEnvironment.path(context, settings), home);
    }

    /** Whether the person set no limits at all. */
    boolean isUnlimited() {
        Security security = ExecSettings.least(settings.security(), rules.security()).orElse(Security.ALLOWLIST);
        return security == Security.FULL && ExecSettings.most(settings.ask(), rules.ask()).orElse(Ask.ON_MISS) != Ask.ALWAYS;
    }

    /** A list's answer: why it does not let this pass, or what it lets run. */
    private record Judged(@Nullable Line line, @Nullable Text miss, boolean harmless, Optional<ExecApprovals.Exact> exact) {}

    Decision decide(ExecCall call, boolean leavesSandbox) {
        Security security = ExecSettings.least(ExecSettings.least(settings.security(), rules.security()), call.security())
                .orElse(Security.ALLOWLIST);
        Ask ask = ExecSettings.most(ExecSettings.most(settings.ask(), rules.ask()), call.ask()).orElse(Ask.ON_MISS);
        Optional<String> bad = ChildEnvironment.refused(call.env());
        if (security == Security.DENY) {
            return new Decision.Refuse("running programs is switched off by the user's settings (tools.exec.security or exec-approvals.json)");
        }
        if (bad.isPresent()) {
            return new Decision.Refuse("the variable " + bad.get() + " may not be set: it changes which code programs load");
        }
        if (security == Security.FULL && ask != Ask.ALWAYS && !leavesSandbox) {
            return new Decision.RunWritten();
        }
        Judged judged = judge(call);
        Text reason = reason(call, judged, ask, leavesSandbox, security);
        if (reason == null && judged.line() != null) {
            return new Decision.Run(judged.line(), judged.harmless());
        }
        if (ask == Ask.OFF) {
            return new Decision.Refuse("this command is not on the allow-list, and the user's settings say that nobody is asked (ask: off)");
        }
        boolean fallback = rules.askFallback() == Security.FULL
                || (rules.askFallback() == Security.ALLOWLIST && judged.miss() == null && !leavesSandbox && call.env().isEmpty());
        return new Decision.AskFirst(request(call, judged, reason == null ? ExecText.ALWAYS_ASKED : reason), fallback, judged.exact());
    }

    /** Why somebody must be asked; null if nobody must. */
    private @Nullable Text reason(ExecCall call, Judged judged, Ask ask, boolean leavesSandbox, Security security) {
        if (leavesSandbox) {
            return ExecText.ELEVATED;
        }
        if (!call.env().isEmpty()) {
            return filled(ExecText.ENVIRONMENT, String.join(", ", call.env().keySet().stream().sorted().toList()));
        }
        if (judged.miss() != null && security != Security.FULL) {
            return judged.miss();
        }
        Path folder = judged.line() == null ? call.folder() : judged.line().folder();
        boolean outside = !folder.startsWith(home) || privates.isPrivate(folder);
        return outside ? ExecText.FOLDER : ask == Ask.ALWAYS ? ExecText.ALWAYS_ASKED : null;
    }

    private Judged judge(ExecCall call) {
        try {
            Line line = Line.of(ShellParser.parse(call.command()), call.folder(), context.world().places().home(), programs);
            Optional<ExecApprovals.Exact> exact = exact(line);
            if (exact.isPresent() && isAllowed(exact.get())) {
                return new Judged(line, null, false, exact);
            }
            return judge(line, exact);
        } catch (ShellParser.NotUnderstood e) {
            return new Judged(null, filled(ExecText.NOT_UNDERSTOOD, String.valueOf(e.getMessage())), false, Optional.empty());
        }
    }

    private Judged judge(Line line, Optional<ExecApprovals.Exact> exact) {
        List<Part> parts = new ArrayList<>();
        boolean harmless = true;
        SafeCommands safe = new SafeCommands((written, deep) -> isReadable(line.folder(), written, deep));
        for (Part part : line.parts()) {
            Part ready = isBareRepository(part, line.folder()) ? null : safe(part, safe);
            if (ready == null) {
                harmless = false;
                Text miss = miss(part, line);
                if (miss != null) {
                    return new Judged(line, miss, false, exact);
                }
            }
            parts.add(ready == null ? part : ready);
        }
        return new Judged(new Line(line.folder(), parts), null, harmless, exact);
    }

    /** A repository laid out as plain files, which a model could write: older versions of git open it whatever we say. */
    private boolean isBareRepository(Part part, Path folder) {
        if (part.names().stream().noneMatch(path -> path.endsWith("git"))) {
            return false;
        }
        for (Path at = folder; at != null && at.startsWith(home); at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("HEAD")) && Files.isDirectory(at.resolve("objects")) && Files.isDirectory(at.resolve("refs"))) {
                return true;
            }
        }
        return false;
    }

    /** The command as it is run unasked because it only looks; null if it does more. */
    private static @Nullable Part safe(Part part, SafeCommands commands) {
        Path program = part.program().orElse(null);
        if (program == null || !Programs.isOfSystem(program)) {
            return null;
        }
        String name = String.valueOf(program.getFileName());
        String called = part.argv().getFirst();
        if (!called.equals(name) && !called.equals(program.toString())) {
            return null;
        }
        List<String> argv = new ArrayList<>(part.argv());
        argv.set(0, name);
        SafeCommands.Safe safe = commands.check(argv);
        return safe == null ? null : part.as(safe.argv());
    }

    /** Why the person's own lists do not let it pass; null if they do. */
    private @Nullable Text miss(Part part, Line line) {
        String name = part.argv().getFirst();
        Path program = part.program().orElse(null);
        if (program == null) {
            return filled(ExecText.NOT_FOUND, name);
        }
        if (part.isFirst() && isAllowed(exactly(new Line(line.folder(), List.of(alone(part)))))) {
            return null;
        }
        if (part.names().stream().anyMatch(path -> SafeCommands.knows(String.valueOf(path.getFileName())))) {
            return filled(ExecText.ARGUMENTS, name);
        }
        if (Escalation.is(part.names())) {
            return filled(ExecText.ESCALATES, name);
        }
        if (reads(part, line)) {
            return null;
        }
        boolean inside = part.names().stream().anyMatch(path -> path.startsWith(home));
        for (ExecApprovals.Allowed entry : rules.allowed()) {
            if (!inside && AllowPattern.matches(entry.pattern(), part, context.world().places())) {
                approvals.used(entry, context.world().clock().millis(), String.join(" ", part.argv()), program.toString());
                return null;
            }
        }
        return filled(ExecText.UNKNOWN, program.toString());
    }

    private static Part alone(Part part) {
        return new Part(Optional.of(Script.Join.START), part.argv(), part.program(), part.redirections());
    }

    /** A program that the person calls a reader of its input, given neither a file nor anything that looks like a path. */
    private boolean reads(Part part, Line line) {
        String name = part.argv().getFirst();
        if (!settings.safeBins().contains(name) || name.indexOf('/') >= 0) {
            return false;
        }
        return part.argv().stream().skip(1).allMatch(word -> word.indexOf('/') < 0
                && !word.startsWith("~")
                && !word.startsWith("@")
                && !Files.exists(line.folder().resolve(word)));
    }

    private boolean isReadable(Path folder, String written, boolean deep) {
        if (written.equals("-")) {
            return true;
        }
        Path real;
        try {
            real = PrivatePlaces.real(folder.resolve(written));
        } catch (java.nio.file.InvalidPathException e) {
            return false;
        }
        boolean inside = real.startsWith(home);
        boolean ours = real.startsWith(PrivatePlaces.real(Spill.folder(context.world().places())));
        return (inside || ours)
                && !privates.isPrivate(real)
                && !PrivatePlaces.holdsKeys(inside ? home.relativize(real) : real)
                && !(deep && privates.holdsPrivate(real));
    }

    private boolean isAllowed(ExecApprovals.Exact wanted) {
        return rules.exact().stream().anyMatch(entry -> ExecApprovals.matches(entry, wanted));
    }

    /** What "always" would allow; nothing where that would be more than this line: a program that takes code from its input. */
    private Optional<ExecApprovals.Exact> exact(Line line) {
        for (Part part : line.parts()) {
            boolean takesCode = Escalation.is(part.names()) && (!part.isFirst() || part.argv().size() == 1);
            if (part.program().isEmpty() || takesCode) {
                return Optional.empty();
            }
        }
        return Optional.of(exactly(line));
    }

    private ExecApprovals.Exact exactly(Line line) {
        return new ExecApprovals.Exact(context.turn().agentId(), "", line.text(), line.folder().toString(), line.files(home));
    }

    private ApprovalRequest request(ExecCall call, Judged judged, Text why) {
        boolean simple = judged.line() != null && judged.line().parts().size() == 1;
        Optional<Text> always = judged.exact().isEmpty() || !call.env().isEmpty()
                ? Optional.empty()
                : Optional.of(filled(ExecText.ALWAYS, judged.exact().get().cwd()));
        List<String> argv = simple && judged.line() != null ? judged.line().parts().getFirst().argv() : List.of();
        return new ApprovalRequest(ExecTool.NAME, why, call.shown(), argv, call.folder(), always);
    }

    static Text filled(Text text, Object... arguments) {
        return new Text(text.in(Language.ZH, arguments), text.in(Language.EN, arguments));
    }
}

package cn.openclaw.tool;

import cn.openclaw.base.Text;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one way to a tool: what it may not do is refused, what needs a person's word waits for it, and what it answers is cut to a
 * size. A turn that read outside text may have been talked into something, so nothing of it reaches outside the workspace
 * unasked, whatever an allow-list says, and no "always" is taken in it.
 */
final class Gate {
    private final Tool tool;
    private final ObjectNode arguments;
    private final Tool.Context context;
    private final Start start;

    /** Hears, right before the tool is run, that nothing more stands in its way; it is run only if this returns. */
    @FunctionalInterface
    interface Start {
        void begins() throws InterruptedException;
    }

    Gate(Tool tool, ObjectNode arguments, Tool.Context context, Start start) {
        this.tool = tool;
        this.arguments = arguments;
        this.context = context;
        this.start = start;
    }

    ToolOutcome run() throws InterruptedException {
        return fitting(
                switch (wary(tool.consent(arguments, context))) {
                    case Consent.Free _ -> {
                        start.begins();
                        yield tool.run(arguments, context);
                    }
                    case Consent.Refused(String why) -> new ToolOutcome.Failed("not allowed: " + why);
                    case Consent.Ask ask -> asked(ask);
                });
    }

    private Consent wary(Consent consent) {
        Optional<String> source = context.turn().outsideSource();
        if (source.isEmpty() || tool.effect(arguments, context) != Effect.ACTS) {
            return consent;
        }
        Text tainted = ToolText.filled(ToolText.TAINTED, source.get());
        return switch (consent) {
            case Consent.Refused refused -> refused;
            case Consent.Free _ -> new Consent.Ask(new ApprovalRequest(
                    tool.name(), tainted, tool.shown(arguments), List.of(), context.workspace(), Optional.empty()));
            case Consent.Ask(ApprovalRequest request, boolean _) -> {
                Text why = ToolText.filled(ToolText.BOTH, tainted, request.why());
                yield new Consent.Ask(new ApprovalRequest(
                        request.tool(), why, request.what(), request.argv(), request.folder(), Optional.empty()));
            }
        };
    }

    private ToolOutcome asked(Consent.Ask ask) throws InterruptedException {
        ApprovalRequest request = ask.request();
        return switch (context.turn().approver().ask(request)) {
            case ONCE -> approved(request);
            case ALWAYS -> {
                if (request.always().isPresent()) {
                    tool.allowAlways(arguments, context, request);
                }
                yield approved(request);
            }
            case DENY -> new ToolOutcome.Failed(
                    "not done: the user was asked and said no. Do not try the same in another way; ask the user what to do instead.");
            case NOBODY -> ask.unlessAnswered() ? approved(request) : unanswered(request);
        };
    }

    private ToolOutcome approved(ApprovalRequest request) throws InterruptedException {
        start.begins();
        return tool.runApproved(arguments, context, request);
    }

    private static ToolOutcome unanswered(ApprovalRequest request) {
        String allow = request.argv().isEmpty() || request.always().isEmpty()
                ? ""
                : " Exactly this command is allowed from then on by: openclaw-cn approvals allow --cwd '" + request.folder() + "' -- "
                        + request.what().lines().findFirst().orElse("");
        return new ToolOutcome.Failed("not done: this needs the user's approval (" + request.why().en()
                + ") and nobody is there to ask. Say what you wanted to do and why. The user is asked when the turn runs in a"
                + " terminal: openclaw-cn agent --local, or openclaw-cn chat." + allow);
    }

    private ToolOutcome fitting(ToolOutcome outcome) {
        if (outcome.text().length() <= Spill.MOST_CHARS) {
            return outcome;
        }
        String text = Spill.fit(context, tool.name(), outcome.text(), Spill.MOST_CHARS);
        return switch (outcome) {
            case ToolOutcome.Done done -> new ToolOutcome.Done(text, done.media(), done.details());
            case ToolOutcome.Failed failed -> new ToolOutcome.Failed(text, failed.details());
        };
    }
}

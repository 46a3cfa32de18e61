package cn.openclaw.cli;

import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Approver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks in plain lines, on standard error, and reads the answer from the terminal. One question at a time. */
final class LineApprover implements Approver {
    private static final int PATIENCE = 40;
    private final Cli cli;

    private LineApprover(Cli cli) {
        this.cli = cli;
    }

    /**
     * Whoever decides, as {@code --approve} has it; nobody where no terminal is.
     *
     * @param how {@code ask}, {@code never} or {@code always}
     * @param inputTaken whether standard input was the message
     */
    static Approver of(Cli cli, String how, boolean inputTaken) {
        return switch (how) {
            case "always" -> _ -> Answer.ONCE;
            case "never" -> _ -> Answer.DENY;
            case "ask" -> cli.screen().in() && cli.screen().err() && !inputTaken ? new LineApprover(cli) : Approver.nobody();
            default -> throw new UsageException(ApprovalsText.BAD_APPROVE, how);
        };
    }

    @Override
    public synchronized Answer ask(ApprovalRequest request) throws InterruptedException {
        cli.err().println();
        cli.say(ApprovalsText.QUESTION, request.tool());
        AgentScreen.safe(request.what()).lines().forEach(line -> cli.err().println("  " + line));
        cli.say(ApprovalsText.WHERE, request.folder());
        cli.say(ApprovalsText.WHY, AgentScreen.safe(request.why().in(cli.language())));
        if (request.always().isPresent()) {
            cli.say(ApprovalsText.CHOICE_ALWAYS, request.always().get().in(cli.language()));
        } else {
            cli.say(ApprovalsText.CHOICE);
        }
        while (true) {
            cli.err().print("> ");
            cli.err().flush();
            switch (line().strip().toLowerCase(Locale.ROOT)) {
                case "y", "yes", "是", "好" -> {
                    return Answer.ONCE;
                }
                case "a", "always", "总是" -> {
                    if (request.always().isPresent()) {
                        return Answer.ALWAYS;
                    }
                }
                case "n", "no", "否", "不", "\u0004" -> {
                    return Answer.DENY;
                }
                default -> {}
            }
        }
    }

    /** A line; a lone end-of-file sign at its end. Reading is not begun before there is something, so that Ctrl-C gets through. */
    private String line() throws InterruptedException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try {
            while (true) {
                while (cli.in().available() == 0 && cli.screen().in()) {
                    Thread.sleep(PATIENCE);
                }
                int next = cli.in().read();
                if (next < 0) {
                    return "\u0004";
                }
                if (next == '\n') {
                    return bytes.toString(StandardCharsets.UTF_8);
                }
                bytes.write(next);
            }
        } catch (IOException e) {
            return "\u0004";
        }
    }
}

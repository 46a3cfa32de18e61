package cn.openclaw.cli;

import cn.openclaw.auth.Key;
import cn.openclaw.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code models status} for people. */
final class ModelsStatusText {
    private static final int LABEL = 14;

    private final ModelsContext context;
    private final ModelsStatusAuth auth;

    ModelsStatusText(ModelsContext context, ModelsStatusAuth auth) {
        this.context = context;
        this.auth = auth;
    }

    void label(Text label, String value) {
        line(label.in(context.cli.language()), value);
    }

    /** A label with a number in it. */
    void label(Text label, int count, String value) {
        line(label.in(context.cli.language(), count), value);
    }

    private void line(String label, String value) {
        context.cli.out().println(label + " ".repeat(Math.max(0, LABEL - Columns.cells(label))) + ": " + value);
    }

    private void heading(Text heading) {
        context.cli.out().println();
        context.cli.print(heading);
    }

    void auth() {
        heading(ModelsText.S_AUTH);
        label(ModelsText.S_STORE, context.display(context.store.file()));
        boolean shell = context.snapshot.variables().containsValue(
                cn.openclaw.config.ConfigSnapshot.VariableSource.SHELL);
        label(ModelsText.S_SHELL, (shell ? ModelsText.ON : ModelsText.OFF).in(context.cli.language()));
        List<String> tokens = new ArrayList<>();
        auth.tokens().forEach((provider, count) -> tokens.add(provider + " (" + count + ")"));
        label(ModelsText.S_TOKENS, tokens.size(), tokens.isEmpty() ? "-" : String.join(", ", tokens));
        auth.entries().forEach(this::provider);
        List<String> missing = auth.missing();
        if (!missing.isEmpty()) {
            heading(ModelsText.S_MISSING);
            missing.forEach(id -> context.cli.print(ModelsText.S_MISSING_LINE, id));
        }
        heading(ModelsText.S_OAUTH);
        List<ModelsStatusAuth.Ending> endings = auth.endings();
        for (ModelsStatusAuth.Ending ending : endings) {
            String left = ending.leftMillis()
                    .filter(millis -> millis > 0)
                    .map(millis -> " " + ModelsStyle.span(millis))
                    .orElse("");
            context.cli.out().println("- " + ending.profile().id() + " " + ending.status() + left);
        }
        if (endings.isEmpty()) {
            context.cli.print(ModelsText.NONE_ITEM);
        }
        context.store.problems().forEach(problem -> context.cli.err().println(problem.in(context.cli.language())));
    }

    private void provider(ModelsStatusAuth.Entry entry) {
        StringBuilder line = new StringBuilder("- " + entry.provider() + " effective=" + effective(entry));
        if (!entry.profiles().isEmpty()) {
            int oauth = count(entry, "oauth");
            int token = count(entry, "token");
            line.append(" | profiles=").append(entry.profiles().size());
            line.append(" (oauth=").append(oauth).append(", token=").append(token);
            line.append(", api_key=").append(count(entry, "api_key")).append(")");
            for (var profile : entry.profiles()) {
                line.append(" | ").append(ModelsStatus.label(profile, auth, context.cli.clock().instant()));
            }
        }
        entry.variable().ifPresent(variable -> line.append(" | env=")
                .append(variable.getKey())
                .append(' ')
                .append(new cn.openclaw.base.Secret(variable.getValue()).masked()));
        entry.written().ifPresent(secret -> line.append(" | config=").append(ModelsStatusAuth.masked(secret)));
        context.cli.out().println(line);
    }

    private static int count(ModelsStatusAuth.Entry entry, String type) {
        return (int) entry.profiles().stream()
                .filter(profile -> profile.credential().type().equals(type))
                .count();
    }

    private String effective(ModelsStatusAuth.Entry entry) {
        Optional<Key.Source> source = entry.effective();
        if (source.isEmpty()) {
            return "missing";
        }
        return switch (source.get()) {
            case PROFILE -> "profiles:" + context.display(context.store.file());
            case ENV -> "env:" + entry.variable().map(variable -> variable.getKey()).orElse("");
            case CONFIG -> "config:models.providers." + entry.provider() + ".apiKey";
            case NONE_NEEDED -> "none-needed";
        };
    }

    void asked(ModelsStatus.Wanted wanted, ModelsStatus.Asked asked) {
        if (wanted.probe().isPresent()) {
            heading(ModelsText.S_PROBES);
            asked.probes().forEach(result ->
                    context.cli.out().println(ModelsProbe.line(result, context.cli.language())));
        }
        if (!asked.balances().isEmpty()) {
            heading(ModelsText.S_BALANCE);
            asked.balances().forEach(answer -> context.cli.out().println(ModelsBalance.line(answer, context.cli.language())));
        } else if (wanted.balance()) {
            heading(ModelsText.S_BALANCE);
            context.cli.print(ModelsText.NO_BALANCE);
        }
    }
}

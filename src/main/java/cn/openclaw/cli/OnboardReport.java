package cn.openclaw.cli;

import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.json.Json;
import cn.openclaw.model.Lifecycle;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What onboarding says: with {@code --json} one document on standard output and everything else on standard error. */
final class OnboardReport {
    private final Cli cli;
    private final OnboardFlags flags;
    private final Onboarding onboarding;

    OnboardReport(Onboarding onboarding) {
        this.onboarding = onboarding;
        this.cli = onboarding.cli;
        this.flags = onboarding.flags;
    }

    /** A sentence along the way: never on standard output when that is for JSON. */
    void say(Text text, Object... arguments) {
        if (flags.json()) {
            cli.say(text, arguments);
        } else {
            cli.print(text, arguments);
        }
    }

    void movedAway(Path aside) {
        say(OnboardText.RESET_DONE, onboarding.places.display(aside));
    }

    void remote(String url) {
        say(OnboardText.UPDATED, onboarding.places.display(onboarding.places.configFile()));
        if (flags.json()) {
            ObjectNode answer = Json.object();
            answer.put("mode", "remote");
            answer.put("remoteUrl", url);
            answer.put("auth", flags.remoteToken().isPresent() ? "token" : "none");
            cli.out().println(Json.pretty(answer));
        } else {
            cli.out().println("Remote gateway: " + url);
            cli.out().println("Auth: " + (flags.remoteToken().isPresent() ? "token" : "none"));
        }
    }

    void done(ConfigSnapshot before, ConfigSnapshot after, OnboardAnswers answers, Path workspace, Path sessions) {
        if (!before.hash().equals(after.hash())) {
            say(OnboardText.UPDATED, onboarding.places.display(after.file()));
        }
        answers.choice().ifPresent(choice -> key(after, choice, answers));
        say(OnboardText.WORKSPACE_OK, onboarding.places.display(workspace));
        say(OnboardText.SESSIONS_OK, onboarding.places.display(sessions));
        Optional<String> model = after.config().agents().defaults().model().primary();
        model.ifPresent(ref -> say(OnboardText.DEFAULT_MODEL, ref));
        model.ifPresent(this::retirement);
        if (flags.json()) {
            cli.out().println(Json.pretty(json(after, answers, workspace)));
        } else {
            say(OnboardText.NEXT);
        }
    }

    private void key(ConfigSnapshot after, AuthChoice choice, OnboardAnswers answers) {
        if (answers.keyReference().isPresent()) {
            say(OnboardText.KEY_REFERENCED, answers.keyReference().get());
        } else if (answers.key().isPresent()) {
            Path store = onboarding.places.authProfiles(
                    after.config(), after.config().agents().defaultId());
            say(OnboardText.KEY_SAVED, answers.key().get().masked(), onboarding.places.display(store));
        } else {
            say(OnboardText.KEY_KEPT, choice.provider());
        }
        if (choice.provider().equals("kimi-code") && flags.nonInteractive()) { // else it was asked
            say(OnboardText.USER_AGENT, answers.userAgent().orElse("KimiCLI/0.77"));
        }
    }

    private void retirement(String ref) {
        Optional<Lifecycle> retired = Onboarding.retired(ref);
        String provider = ref.substring(0, ref.indexOf('/'));
        retired.ifPresent(lifecycle -> say(
                OnboardText.RETIRED,
                ref,
                lifecycle.since().orElse("-"),
                provider + "/" + lifecycle.successor().orElse("")));
    }

    private ObjectNode json(ConfigSnapshot after, OnboardAnswers answers, Path workspace) {
        ObjectNode answer = Json.object();
        answer.put("mode", "local");
        answer.put("workspace", workspace.toString());
        answer.put("authChoice", answers.choice().map(AuthChoice::id).orElse("skip"));
        ObjectNode gateway = Json.object();
        var tree = after.config().tree();
        var port = Json.at(tree, "gateway", "port");
        gateway.put("port", port == null ? 18789 : port.asInt());
        gateway.put("bind", Optional.ofNullable(Json.text(tree, "gateway", "bind")).orElse("loopback"));
        gateway.put("authMode", Optional.ofNullable(Json.text(tree, "gateway", "auth", "mode")).orElse("off"));
        gateway.put("tailscaleMode", Optional.ofNullable(Json.text(tree, "gateway", "tailscale", "mode")).orElse("off"));
        answer.set("gateway", gateway);
        answer.put("installDaemon", false);
        answer.put("skipSkills", true);
        answer.put("skipHealth", true);
        answers.probe().ifPresent(probe -> answer.put("probe", probe));
        Optional<String> model = after.config().agents().defaults().model().primary();
        model.ifPresent(ref -> answer.put("model", ref));
        answers.choice().ifPresent(choice -> answer.put("baseUrl", choice.theRegion().baseUrl().toString()));
        model.flatMap(Onboarding::retired).flatMap(Lifecycle::successor).ifPresent(next -> answer.put("retiredUse", next));
        return answer;
    }
}

package cn.openclaw.cli;

import cn.openclaw.base.Secret;
import java.util.Optional;

/**
 * What onboarding has found out, from options or from a person, before anything is written.
 *
 * @param choice which provider and host; empty for none
 * @param key the key to keep; empty if one is there already or is referred to
 * @param keyReference the environment variable the configuration refers to instead of keeping a copy
 * @param userAgent what replaces the page's {@code User-Agent}
 * @param model the default model; empty leaves what is there
 * @param workspace the workspace folder as it is written
 * @param probe what asking the platform gave, for {@code --json}
 */
record OnboardAnswers(
        Optional<AuthChoice> choice,
        Optional<Secret> key,
        Optional<String> keyReference,
        Optional<String> userAgent,
        Optional<String> model,
        Optional<String> workspace,
        Optional<String> probe) {}

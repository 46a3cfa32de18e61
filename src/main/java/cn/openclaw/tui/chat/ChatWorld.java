package cn.openclaw.tui.chat;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.base.Redactor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What a conversation on a terminal needs of the world.
 *
 * @param language what the person is spoken to in
 * @param clock the time
 * @param environment variables (which terminal it is, whether colours are wanted, what the person's own commands see) and the working directory
 * @param history the file that keeps what was typed
 * @param redactor takes secrets out of that
 * @param version ours
 * @param fault notes a bug of ours somewhere, and gives the sentence for the person
 */
public record ChatWorld(
        Language language,
        InstantSource clock,
        Environment environment,
        Path history,
        Redactor redactor,
        String version,
        Function<Throwable, String> fault) {}

package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a command is given: the surroundings and the two streams. Only {@link Main} makes the one with the real world in it.
 *
 * @param environment variables, home, working directory
 * @param language what people are spoken to in
 * @param in standard input
 * @param out standard output: answers, and JSON alone under {@code --json}
 * @param err standard error: everything else
 * @param screen which streams are a terminal, and what it can show
 * @param clock the time
 * @param random for ids
 */
public record Cli(
        Environment environment,
        Language language,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Screen screen,
        InstantSource clock,
        RandomGenerator random) {

    /** The same command line in other surroundings. */
    Cli in(Environment other) {
        return new Cli(other, language, in, out, err, screen, clock, random);
    }

    /** Says a sentence on standard error. */
    public void say(Text text, Object... arguments) {
        err.println(text.in(language, arguments));
    }

    /** Prints a sentence on standard output. */
    public void print(Text text, Object... arguments) {
        out.println(text.in(language, arguments));
    }
}

package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.testing.Orphans;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Random;

/** Runs {@code config set} again and again in one process and prints a dot for each that reported success; ends when killed. */
final class ConfigSetLoop {

    private ConfigSetLoop() {}

    public static void main(String[] arguments) {
        Orphans.endWithParent();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Cli cli = new Cli(
                Environment.real(),
                Language.EN,
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                new Screen(false, false, false, false, 80),
                InstantSource.system(),
                new Random(1));
        for (int value = Integer.parseInt(arguments[0]); ; value++) {
            int code = Main.run(cli, "config", "set", "agents.defaults.timeoutSeconds", Integer.toString(value));
            if (code != 0) {
                System.exit(code);
            }
            System.out.write('.');
            System.out.flush();
        }
    }
}

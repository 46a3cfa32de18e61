package cn.openclaw.tool.exec;

import java.nio.charset.StandardCharsets;

/** For {@code bench/fuzz}: any command line is understood or refused, never a surprise. */
public final class ShellFuzz {
    private ShellFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            ShellParser.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (ShellParser.NotUnderstood e) {
            // A person is asked then.
            return;
        }
    }
}

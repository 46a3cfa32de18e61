package cn.openclaw.cli;

import java.util.Locale;
import java.util.Map;

/** The files by which three systems know a service. Pure texts: golden files hold them. */
final class ServiceFiles {
    private ServiceFiles() {}

    /** A user unit. After an exit for wrong use (2) it is not tried again: a configuration does not mend itself. */
    static String systemd(ServiceUnit unit) {
        StringBuilder text = new StringBuilder();
        text.append("[Unit]\n");
        text.append("Description=OpenClaw gateway").append(unit.profile().map(name -> " (" + name + ")").orElse("")).append('\n');
        text.append("After=network-online.target\nWants=network-online.target\nStartLimitIntervalSec=0\n\n");
        text.append("[Service]\nType=simple\n");
        text.append("ExecStart=").append(program(unit.program().toString()));
        unit.arguments().forEach(argument -> text.append(' ').append(word(argument.replace("$", "$$"))));
        text.append('\n');
        text.append("WorkingDirectory=").append(path(unit.folder().toString())).append('\n');
        unit.variables().forEach((name, value) -> text.append("Environment=").append(word(name + "=" + value)).append('\n'));
        text.append("Restart=always\nRestartSec=5\nRestartPreventExitStatus=2\n");
        text.append("KillMode=mixed\nTimeoutStopSec=45\nUMask=0077\n\n");
        text.append("[Install]\nWantedBy=default.target\n");
        return text.toString();
    }

    /** One word of a systemd line: quoted, {@code %} doubled, so that nothing in a path means anything. */
    private static String word(String text) {
        String plain = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
        boolean simple = plain.chars().allMatch(c -> c > ' ' && c != '\'' && c != '"' && c != ';' && c != '\\');
        return simple ? plain : "\"" + plain.replace("\n", "\\n").replace("\t", "\\t") + "\"";
    }

    /**
     * The program of a line. systemd takes none with quotes, backslashes or {@code $} in its path, and does not fill in {@code $$} there
     * (unlike in what follows): such a one is started by {@code env}, which passes its place on.
     */
    private static String program(String path) {
        boolean odd = path.chars().anyMatch(c -> "\"'\\$".indexOf(c) >= 0);
        return odd ? "/usr/bin/env " + word(path.replace("$", "$$")) : word(path);
    }

    /** A path alone is taken as it is, but for {@code %}. */
    private static String path(String text) {
        return text.replace("%", "%%");
    }

    /** {@code ai.openclaw.gateway} or {@code ai.openclaw.<profile>}. */
    static String launchdLabel(ServiceUnit unit) {
        return "ai.openclaw." + unit.profile().orElse("gateway");
    }

    /** A property list for launchd. */
    static String launchd(ServiceUnit unit, String logFile) {
        StringBuilder text = new StringBuilder();
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.append("<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n");
        text.append("<plist version=\"1.0\">\n<dict>\n");
        string(text, "Label", launchdLabel(unit));
        text.append("  <key>ProgramArguments</key>\n  <array>\n");
        text.append("    <string>").append(xml(unit.program().toString())).append("</string>\n");
        unit.arguments().forEach(argument -> text.append("    <string>").append(xml(argument)).append("</string>\n"));
        text.append("  </array>\n");
        string(text, "WorkingDirectory", unit.folder().toString());
        text.append("  <key>EnvironmentVariables</key>\n  <dict>\n");
        for (Map.Entry<String, String> variable : unit.variables().entrySet()) {
            text.append("    <key>").append(xml(variable.getKey())).append("</key>\n");
            text.append("    <string>").append(xml(variable.getValue())).append("</string>\n");
        }
        text.append("  </dict>\n");
        text.append("  <key>RunAtLoad</key>\n  <true/>\n");
        text.append("  <key>KeepAlive</key>\n  <dict>\n    <key>SuccessfulExit</key>\n    <false/>\n  </dict>\n");
        text.append("  <key>ThrottleInterval</key>\n  <integer>5</integer>\n  <key>ExitTimeOut</key>\n  <integer>45</integer>\n");
        text.append("  <key>Umask</key>\n  <integer>63</integer>\n");
        string(text, "StandardOutPath", logFile);
        string(text, "StandardErrorPath", logFile);
        return text.append("</dict>\n</plist>\n").toString();
    }

    private static void string(StringBuilder text, String key, String value) {
        text.append("  <key>").append(key).append("</key>\n  <string>").append(xml(value)).append("</string>\n");
    }

    /**
     * A scheduled task of the person's own: it runs from their login, without administrator's rights. The text says UTF-16, in which
     * it must be written: in UTF-8 schtasks reads a Chinese user name in the console's code page.
     *
     * @param user {@code DOMAIN\\name}
     */
    static String task(ServiceUnit unit, String user) {
        StringBuilder arguments = new StringBuilder();
        // A batch file needs the command interpreter; the outer quotes are what it takes off.
        String program = unit.program().toString();
        boolean batch = program.toLowerCase(Locale.ROOT).endsWith(".cmd") || program.toLowerCase(Locale.ROOT).endsWith(".bat");
        StringBuilder line = new StringBuilder();
        unit.arguments().forEach(argument -> line.append(line.isEmpty() ? "" : " ").append(windows(argument)));
        if (batch) {
            arguments.append("/d /s /c \"\"").append(program).append("\" ").append(line).append('"');
        } else {
            arguments.append(line);
        }
        return """
                <?xml version="1.0" encoding="UTF-16"?>
                <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
                  <RegistrationInfo>
                    <Description>OpenClaw gateway</Description>
                    <URI>\\%s</URI>
                  </RegistrationInfo>
                  <Triggers>
                    <LogonTrigger>
                      <Enabled>true</Enabled>
                      <UserId>%s</UserId>
                    </LogonTrigger>
                  </Triggers>
                  <Principals>
                    <Principal id="Author">
                      <UserId>%s</UserId>
                      <LogonType>InteractiveToken</LogonType>
                      <RunLevel>LeastPrivilege</RunLevel>
                    </Principal>
                  </Principals>
                  <Settings>
                    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
                    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
                    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
                    <AllowHardTerminate>true</AllowHardTerminate>
                    <StartWhenAvailable>true</StartWhenAvailable>
                    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
                    <Hidden>true</Hidden>
                    <RestartOnFailure>
                      <Interval>PT1M</Interval>
                      <Count>255</Count>
                    </RestartOnFailure>
                  </Settings>
                  <Actions Context="Author">
                    <Exec>
                      <Command>%s</Command>
                      <Arguments>%s</Arguments>
                      <WorkingDirectory>%s</WorkingDirectory>
                    </Exec>
                  </Actions>
                </Task>
                """
                .formatted(
                        xml(taskName(unit)),
                        xml(user),
                        xml(user),
                        xml(batch ? "cmd.exe" : program),
                        xml(arguments.toString()),
                        xml(unit.folder().toString()));
    }

    static String taskName(ServiceUnit unit) {
        return "OpenClaw Gateway" + unit.profile().map(name -> " (" + name + ")").orElse("");
    }

    /** What every program's own reading of a command line understands. */
    private static String windows(String word) {
        return word.contains(" ") || word.isEmpty() ? "\"" + word.replace("\"", "\\\"") + "\"" : word;
    }

    private static String xml(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return out.toString();
    }

}

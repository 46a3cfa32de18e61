package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.config.FileTrouble;
import cn.openclaw.session.SessionLine;
import cn.openclaw.session.SessionPage;
import cn.openclaw.session.Sessions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code sessions export}: a conversation as a file for people (Markdown, HTML) or programs (JSON lines). Secrets are taken out. */
final class SessionsExport {
    private final SessionsContext context;
    private final Cli cli;

    SessionsExport(SessionsContext context) {
        this.context = context;
        this.cli = context.cli;
    }

    private enum Format {
        MARKDOWN,
        JSONL,
        HTML
    }

    ExitCode export(Sessions.Listed session, Optional<String> format, Optional<String> output, boolean force) {
        Format wanted = format.map(this::format).or(() -> output.flatMap(SessionsExport::byName)).orElse(Format.MARKDOWN);
        Path transcript = session.file().orElseThrow(() -> new CliException(ExitCode.FAILED, SessionsText.NO_FILE, session.name()));
        if (output.isEmpty() || output.get().equals("-")) {
            write(wanted, session, transcript, cli.out());
            cli.out().flush();
            return ExitCode.OK;
        }
        Path file = Folders.expand(output.get(), cli.environment());
        if (Files.exists(file) && !force) {
            throw new UsageException(SessionsText.EXISTS, output.get());
        }
        int count = write(wanted, session, transcript, file);
        cli.print(SessionsText.EXPORTED, output.get(), count);
        return ExitCode.OK;
    }

    private Format format(String written) {
        return byName("x." + written.strip()).orElseThrow(() -> new UsageException(SessionsText.BAD_FORMAT, written));
    }

    private static Optional<Format> byName(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "md", "markdown" -> Optional.of(Format.MARKDOWN);
            case "jsonl", "json" -> Optional.of(Format.JSONL);
            case "html", "htm" -> Optional.of(Format.HTML);
            default -> Optional.empty();
        };
    }

    /** Written beside and moved in place, so that a half-written file never takes the place of a whole one; its owner alone reads it. */
    private int write(Format format, Sessions.Listed session, Path transcript, Path file) {
        Path half = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.deleteIfExists(half);
            Folders.writePrivately(half, "");
            int count;
            try (PrintStream out = new PrintStream(Files.newOutputStream(half), false, StandardCharsets.UTF_8)) {
                count = write(format, session, transcript, out);
                if (out.checkError()) {
                    throw new IOException("disk full?");
                }
            }
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
            return count;
        } catch (IOException e) {
            half.toFile().delete();
            throw new CliException(ExitCode.FAILED, SessionsText.NOT_WRITTEN, file, FileTrouble.why(e));
        }
    }

    private int write(Format format, Sessions.Listed session, Path transcript, PrintStream out) {
        if (format == Format.JSONL) {
            return lines(transcript, out);
        }
        List<SessionLine> lines = SessionLine.of(Sessions.entries(transcript));
        SessionPage page = new SessionPage(context.look(), session, lines);
        out.print(format == Format.HTML ? page.html() : page.markdown());
        return (int) lines.stream().filter(SessionLine::counts).count();
    }

    /** Every line as it stands in the transcript; one that is being written right now is left out. */
    private int lines(Path transcript, PrintStream out) {
        int count = 0;
        try (BufferedReader in = Files.newBufferedReader(transcript)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.endsWith("}")) {
                    out.print(context.redactor.redact(line) + "\n");
                    count += line.contains("\"type\":\"message\"") ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }
}

package cn.openclaw.client;

import cn.openclaw.base.Secret;
import cn.openclaw.config.LiveProcess;
import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the gateway that runs says of itself in {@code gateway/running.json} (0600), so that whoever is the same person on the same
 * machine reaches it, with the secret it uses at this moment: there is no second copy that could be stale.
 *
 * @param pid its process
 * @param started when that process began, milliseconds since 1970; 0 if the system does not tell
 * @param url where this machine reaches it
 * @param bind which interfaces it listens on: {@code loopback}, {@code lan} …
 * @param secret token or password
 * @param secretSource where it has that from
 * @param certificate the file with its certificate, where it speaks TLS
 * @param version its version
 * @param since since when it is ready, milliseconds since 1970
 */
public record RunningGateway(
        long pid,
        long started,
        URI url,
        String bind,
        Optional<Auth> secret,
        String secretSource,
        Optional<String> certificate,
        String version,
        long since) {

    /** What lets one in. */
    public record Auth(boolean password, Secret value) {}

    /** Where it is written. */
    public static Path file(Places places) {
        return places.stateDir().resolve("gateway").resolve("running.json");
    }

    /** When a process began, as {@link #started} means it. */
    public static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(instant -> instant.toEpochMilli()).orElse(0L);
    }

    /** The one that runs; empty if the file is missing, unreadable, or left by a process that is gone. */
    public static Optional<RunningGateway> find(Places places) {
        return read(places).filter(RunningGateway::isAlive);
    }

    private static Optional<RunningGateway> read(Places places) {
        Path file = file(places);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode tree = Json.parse(Files.readAllBytes(file));
            Optional<Auth> secret = Optional.ofNullable(Json.text(tree, "auth", "secret"))
                    .map(value -> new Auth("password".equals(Json.text(tree, "auth", "mode")), new Secret(value)));
            return Optional.of(new RunningGateway(
                    tree.path("pid").asLong(-1),
                    tree.path("started").asLong(0),
                    URI.create(tree.path("url").asString("")),
                    tree.path("bind").asString(""),
                    secret,
                    tree.path("auth").path("source").asString(""),
                    Optional.ofNullable(Json.text(tree, "certificate")),
                    tree.path("version").asString(""),
                    tree.path("since").asLong(0)));
        } catch (IOException | JsonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A process id is used again one day; the time of its start tells the two apart. Some systems round it to a second. */
    private boolean isAlive() {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(_ -> LiveProcess.isAlive(pid));
        return process.isPresent() && (started == 0 || Math.abs(startOf(process.get()) - started) < 2_000);
    }

    /** SHA-256 of its certificate as it is now, in hex: it may have been renewed since. */
    public Optional<String> fingerprint() {
        if (certificate.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(Path.of(certificate.get()))) {
            byte[] der = CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
            return Optional.of(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der)));
        } catch (IOException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Tells others. */
    public void write(Places places) throws IOException {
        ObjectNode tree = Json.object().put("pid", pid).put("started", started).put("url", url.toString()).put("bind", bind);
        ObjectNode auth = Json.object().put("source", secretSource);
        secret.ifPresent(known -> auth.put("mode", known.password() ? "password" : "token").put("secret", known.value().reveal()));
        tree.set("auth", auth);
        certificate.ifPresent(file -> tree.put("certificate", file));
        tree.put("version", version).put("since", since);
        StateFile.write(file(places), (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Takes it back, if it is still this process's word. */
    public static void forget(Places places, long pid) {
        try {
            if (read(places).filter(written -> written.pid == pid).isPresent()) {
                Files.deleteIfExists(file(places));
            }
        } catch (IOException e) {
            // It names a process that is gone, which whoever reads it notices.
        }
    }
}

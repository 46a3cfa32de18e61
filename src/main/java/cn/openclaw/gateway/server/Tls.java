package cn.openclaw.gateway.server;

import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.Machine;
import cn.openclaw.json.Json;
import cn.openclaw.log.Log;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code gateway.tls}: the certificate that the port speaks by. It is read again when its file changes, as tools that renew
 * certificates have it; a new one that cannot be used leaves the old one in its place. Guarded by its lock.
 */
final class Tls {
    /** Milliseconds for which it is not looked whether the file changed. */
    private static final long LOOK = 30_000;

    private final Path certificate;
    private final Path key;
    private final Optional<Path> authority;
    private final InstantSource clock;
    private final Log log;
    private SslContext context;
    private FileTime changed;
    private long lookedAt;

    private Tls(Path certificate, Path key, Optional<Path> authority, InstantSource clock, Log log) {
        this.certificate = certificate;
        this.key = key;
        this.authority = authority;
        this.clock = clock;
        this.log = log;
        try {
            this.changed = Files.getLastModifiedTime(certificate);
            this.context = read();
        } catch (IOException | IllegalArgumentException e) {
            throw new GatewayStartException(GatewayStartException.Reason.TLS, GatewayText.TLS, certificate, reason(e));
        }
        this.lookedAt = clock.millis();
    }

    /**
     * As configured; null where the port is not encrypted.
     *
     * @throws GatewayStartException if it is to be, and cannot
     */
    static @Nullable Tls of(GatewayWorld world) {
        JsonNode config = world.config().config().tree();
        if (!flag(config, "enabled", false)) {
            return null;
        }
        Places places = world.agents().places();
        Path folder = places.stateDir().resolve("gateway").resolve("tls");
        Path certificate = path(config, "certPath", places).orElse(folder.resolve("gateway-cert.pem"));
        Path key = path(config, "keyPath", places).orElse(folder.resolve("gateway-key.pem"));
        InstantSource clock = world.agents().clock();
        if (flag(config, "autoGenerate", true) && !Files.exists(certificate) && !Files.exists(key)) {
            make(certificate, key, clock);
            world.log().info("tls", "made a certificate: " + certificate);
        }
        return new Tls(certificate, key, path(config, "caPath", places), clock, world.log());
    }

    private static boolean flag(JsonNode config, String name, boolean otherwise) {
        JsonNode flag = Json.at(config, "gateway", "tls", name);
        return flag == null ? otherwise : flag.asBoolean(otherwise);
    }

    private static Optional<Path> path(JsonNode config, String name, Places places) {
        return Optional.ofNullable(Json.text(config, "gateway", "tls", name)).filter(text -> !text.isBlank()).map(places::expand);
    }

    private static void make(Path certificate, Path key, InstantSource clock) {
        List<byte[]> addresses = new ArrayList<>();
        Machine.addresses().forEach(address -> addresses.add(plain(address)));
        SelfSigned made = SelfSigned.make(List.of("localhost", Machine.name()), addresses, clock.instant());
        try {
            StateFile.write(key, made.keyPem().getBytes(StandardCharsets.US_ASCII));
            StateFile.write(certificate, made.certificatePem().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new GatewayStartException(GatewayStartException.Reason.TLS, GatewayText.TLS, certificate, reason(e));
        }
    }

    private static byte[] plain(InetAddress address) {
        return address.getAddress();
    }

    private SslContext read() throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2");
        if (authority.isPresent()) {
            builder.trustManager(authority.get().toFile()).clientAuth(ClientAuth.REQUIRE);
        }
        return builder.build();
    }

    /** For a new connection. */
    synchronized SslContext context() {
        long now = clock.millis();
        if (now - lookedAt > LOOK) {
            lookedAt = now;
            renew();
        }
        return context;
    }

    private void renew() {
        try {
            FileTime latest = Files.getLastModifiedTime(certificate);
            if (!latest.equals(changed)) {
                changed = latest;
                context = read();
                log.info("tls", "took up a renewed certificate");
            }
        } catch (IOException | IllegalArgumentException e) {
            log.warn("tls", "the changed certificate cannot be used, the old one stays: " + reason(e));
        }
    }

    private static String reason(Exception e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }
}

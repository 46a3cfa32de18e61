package cn.openclaw.gateway.server;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Who somebody is that comes through {@code tailscale serve}: Tailscale's program on this machine passes requests on and names the
 * person; what it says is confirmed by asking it who has that address.
 */
final class Tailnet {
    private static final int PATIENCE_SECONDS = 5;
    private static final int LONGEST = 1 << 20;

    private Tailnet() {}

    /**
     * What a request says, not yet confirmed.
     *
     * @param login the person's login name
     * @param address where in the tailnet the person is
     */
    record Claim(String login, String address) {}

    /** Only Tailscale's own program, which is on this machine, may say so, and it sends all of these. */
    static Optional<Claim> claim(SocketAddress socket, HttpHeaders headers) {
        boolean near = socket instanceof InetSocketAddress internet && internet.getAddress().isLoopbackAddress();
        String login = headers.get("tailscale-user-login");
        String from = headers.get("x-forwarded-for");
        if (!near
                || login == null
                || login.isBlank()
                || from == null
                || !headers.contains("x-forwarded-proto")
                || !headers.contains("x-forwarded-host")) {
            return Optional.empty();
        }
        InetAddress address = Networks.address(from.split(",", 2)[0].strip());
        return address == null ? Optional.empty() : Optional.of(new Claim(login.strip(), address.getHostAddress()));
    }

    /**
     * Asks Tailscale.
     *
     * @param program {@code tailscale}
     */
    static boolean confirms(String program, Claim claim) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(List.of(program, "whois", "--json", claim.address()))
                    .redirectErrorStream(false)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // It is not installed: then nobody comes through it.
            return false;
        }
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return false;
            }
            String login = Json.text(Json.parse(out.readNBytes(LONGEST)), "UserProfile", "LoginName");
            return claim.login().equalsIgnoreCase(login);
        } catch (IOException | JsonException e) {
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}

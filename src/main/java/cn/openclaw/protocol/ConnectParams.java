package cn.openclaw.protocol;

import cn.openclaw.base.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client says of itself in {@code connect}. Unknown keys are let pass, and so are client ids that no list names: newer
 * clients send both.
 *
 * @param minProtocol the oldest protocol it speaks
 * @param maxProtocol the newest
 * @param role as written; nobody who leaves it out is anything but an operator
 * @param scopes as written and in this order, since the device's signature covers them
 * @param device its signed identity, if it shows one
 * @param locale the language of its person: {@code zh-CN}, {@code en} …
 */
public record ConnectParams(
        int minProtocol,
        int maxProtocol,
        Client client,
        Abilities abilities,
        String role,
        List<String> scopes,
        Optional<Device> device,
        Optional<Secret> token,
        Optional<Secret> password,
        Optional<String> locale) {
    /** Characters of what a client says of itself. */
    private static final int LONGEST_LINE = 200;

    /** A program and the machine it runs on. */
    public record Client(
            String id,
            String version,
            String platform,
            String mode,
            Optional<String> displayName,
            Optional<String> deviceFamily,
            Optional<String> modelIdentifier,
            Optional<String> instanceId) {
        /** What a program calls itself is shown to people who decide about it: one short line that steers no terminal. */
        public Client {
            id = line(id);
            version = line(version);
            platform = line(platform);
            mode = line(mode);
            displayName = displayName.map(ConnectParams::line);
            deviceFamily = deviceFamily.map(ConnectParams::line);
            modelIdentifier = modelIdentifier.map(ConnectParams::line);
            instanceId = instanceId.map(ConnectParams::line);
        }
    }

    /** What a node can do: groups of commands, single commands, and what its person allowed. */
    public record Abilities(List<String> caps, List<String> commands, Map<String, Boolean> permissions, Optional<String> pathEnv) {}

    /**
     * A key pair's public half and a signature by the other half.
     *
     * @param id lower-case hex SHA-256 of the 32 bytes of the key
     * @param publicKey those bytes in base64url, or PEM
     * @param signature base64url
     * @param signedAtMs when, in milliseconds since 1970
     * @param nonce the challenge that was signed with it
     */
    public record Device(String id, String publicKey, String signature, long signedAtMs, Optional<String> nonce) {}

    /**
     * Reads them.
     *
     * @throws GatewayException if something is missing or of the wrong kind
     */
    public static ConnectParams of(Params params) {
        long min = need(params, "minProtocol");
        long max = need(params, "maxProtocol");
        Params client = child(params, "client").orElseThrow(() -> params.wrong("must have required property 'client'"));
        Optional<Params> auth = child(params, "auth");
        return new ConnectParams(
                (int) min,
                (int) max,
                new Client(
                        client.need("id"),
                        client.need("version"),
                        client.need("platform"),
                        client.need("mode"),
                        client.text("displayName"),
                        client.text("deviceFamily"),
                        client.text("modelIdentifier"),
                        client.text("instanceId")),
                new Abilities(params.texts("caps"), params.texts("commands"), permissions(params), params.text("pathEnv")),
                params.text("role").orElse("operator"),
                params.texts("scopes"),
                child(params, "device").map(ConnectParams::device),
                auth.flatMap(given -> given.text("token")).map(Secret::new),
                auth.flatMap(given -> given.text("password")).map(Secret::new),
                params.text("locale"));
    }

    private static String line(String said) {
        StringBuilder plain = new StringBuilder();
        said.codePoints()
                .filter(c -> !Character.isISOControl(c) && !(c >= 0x202A && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069))
                .limit(LONGEST_LINE)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static long need(Params params, String key) {
        return params.number(key, 1, 1_000_000).orElseThrow(() -> params.wrong("must have required property '" + key + "'"));
    }

    private static Optional<Params> child(Params params, String key) {
        return params.object(key).map(tree -> new Params(params.method(), tree));
    }

    private static Device device(Params device) {
        return new Device(
                device.need("id"),
                device.need("publicKey"),
                device.need("signature"),
                device.number("signedAt", 0, Long.MAX_VALUE)
                        .orElseThrow(() -> device.wrong("must have required property 'signedAt'")),
                device.text("nonce"));
    }

    private static Map<String, Boolean> permissions(Params params) {
        Map<String, Boolean> found = new TreeMap<>();
        ObjectNode tree = params.object("permissions").orElse(null);
        if (tree != null) {
            tree.properties().forEach(entry -> found.put(entry.getKey(), entry.getValue().asBoolean(false)));
        }
        return found;
    }
}

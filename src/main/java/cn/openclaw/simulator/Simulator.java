package cn.openclaw.simulator;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An imitation of Moonshot's two open platforms and of Kimi Code, over real HTTP on 127.0.0.1. It is no model: it checks
 * requests as the services do, answers by script, by directive or by rule, and fails on demand.
 */
public final class Simulator implements AutoCloseable {
    private final World world;
    private final WebServer server;
    private final URI address;
    private final String controlToken;

    private Simulator(World world, WebServer server, String controlToken) {
        this.world = world;
        this.server = server;
        this.controlToken = controlToken;
        address = URI.create("http://127.0.0.1:" + server.port());
    }

    /**
     * Starts one.
     *
     * @throws SimulatorException if the port is taken
     */
    public static Simulator start(SimulatorOptions options) {
        World world = new World(options);
        String token = options.controlToken == null ? madeUp() : options.controlToken;
        Front front = new Front(world, token);
        try {
            return new Simulator(world, WebServer.start(options.port, front::handle), token);
        } catch (IOException e) {
            throw new SimulatorException(
                    SimulatorText.CANNOT_LISTEN, options.port, String.valueOf(e.getMessage()));
        }
    }

    private static String madeUp() {
        byte[] bytes = new byte[16];
        new java.security.SecureRandom().nextBytes(bytes);
        return java.util.HexFormat.of().formatHex(bytes);
    }

    /** {@code http://127.0.0.1:port}. */
    public URI address() {
        return address;
    }

    /** The stand-in for {@code https://api.moonshot.cn/v1}. */
    public URI moonshotCn() {
        return base(Platform.MOONSHOT_CN);
    }

    /** The stand-in for {@code https://api.moonshot.ai/v1}. */
    public URI moonshotIntl() {
        return base(Platform.MOONSHOT_INTL);
    }

    /** The stand-in for {@code https://api.kimi.com/coding/v1}. */
    public URI kimiCode() {
        return base(Platform.KIMI_CODE);
    }

    /** What an OpenAI-shaped client is pointed at. */
    public URI base(Platform platform) {
        return platform.base(address);
    }

    /** What an Anthropic-shaped client is pointed at; it appends {@code /v1/messages}. */
    public URI anthropicBase(Platform platform) {
        return platform.anthropicBase(address);
    }

    /** What opens the control plane, as the header {@code X-Sim-Token}. */
    public String controlToken() {
        return controlToken;
    }

    /** Every request so far, in the order in which they were answered. */
    public List<JournalEntry> journal() {
        return world.journal().entries();
    }

    /** The last request; there must be one. */
    public JournalEntry lastRequest() {
        return journal().getLast();
    }

    /** Replaces the script. @throws ScriptException if it is not one */
    public void script(JsonNode script) {
        world.script(Script.read(script));
    }

    /** Goes wrong for the next chat requests, one fault each, after their checks passed. */
    public void next(Fault... faults) {
        for (Fault fault : faults) {
            world.fault(fault);
        }
    }

    /** The same, in words: {@code next("overload", "drop 3")}. @throws ScriptException if a word means nothing */
    public void next(String... faults) {
        for (String fault : faults) {
            world.fault(Fault.parse(fault));
        }
    }

    /** Puts the clock forward, so that a limit's minute or a quota's week is over. */
    public void advance(Duration time) {
        world.clock().advance(time);
    }

    /** What an organisation has left. */
    public BigDecimal balance(String organisation) {
        return account(organisation).balance();
    }

    /** Gives or takes money. */
    public void setBalance(String organisation, BigDecimal value) {
        account(organisation).setBalance(value);
    }

    private Account account(String organisation) {
        Map<String, Account> all = world.accounts().all();
        Account account = all.get(organisation);
        if (account == null) {
            throw new IllegalArgumentException("no organisation " + organisation + "; there are " + all.keySet());
        }
        return account;
    }

    /** Everything as at the start: accounts, files, script, faults, clock, journal. */
    public void reset() {
        world.reset();
    }

    /** Stops listening, breaks open connections, and waits for their threads. */
    @Override
    public void close() {
        server.close();
    }
}

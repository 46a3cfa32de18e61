package cn.openclaw.tool.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One server and what is known of it. It is connected to when a call needs it, or when nobody knows its tools yet; until then what an
 * earlier run saw counts. Its lock is held while connecting only, so that calls run beside each other.
 */
final class McpServer implements AutoCloseable {
    /** After this time what is known is asked for again, beside the turn. */
    private static final Duration FRESH = Duration.ofHours(24);

    /** A server that failed is left alone for this long. */
    private static final Duration REST = Duration.ofSeconds(60);

    private final McpServerConfig config;
    private final McpServers.Surroundings around;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable Connection connection;
    private volatile @Nullable List<ServerTool> tools;
    private volatile @Nullable Failure failure;
    private volatile boolean closed;

    /** Why it did not answer the last time, and when that was. */
    record Failure(String why, Instant at) {}

    McpServer(McpServerConfig config, McpServers.Surroundings around) {
        this.config = config;
        this.around = around;
    }

    McpServerConfig config() {
        return config;
    }

    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Its tools as far as they are known without asking it. */
    Optional<List<ServerTool>> known() {
        List<ServerTool> here = tools;
        if (here == null) {
            Optional<ToolLists.Known> kept = around.lists().read(config);
            here = kept.map(ToolLists.Known::tools).orElse(null);
            tools = here;
            boolean old = kept.isPresent() && kept.get().at().plus(FRESH).isBefore(around.clock().instant());
            if (old) {
                Thread.ofVirtual().name("mcp-refresh-" + config.name()).start(this::askQuietly);
            }
        }
        return Optional.ofNullable(here);
    }

    boolean rests() {
        Failure last = failure;
        return last != null && last.at().plus(REST).isAfter(around.clock().instant());
    }

    /** Connects if need be, and so learns the tools. For a thread of its own: failures are kept and not thrown. */
    void askQuietly() {
        try {
            connected();
        } catch (McpFailure e) {
            // It is kept, for whoever asks next.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The connection, made if there is none. */
    Connection connected() throws McpFailure, InterruptedException {
        connecting.lockInterruptibly();
        try {
            Connection now = connection;
            if (now != null) {
                return now;
            }
            if (closed) {
                throw new McpFailure("it was closed");
            }
            Connection fresh = Connection.open(around.link(config), config.timeout(), around.version());
            List<ServerTool> found;
            try {
                found = fresh.tools();
            } catch (McpFailure e) {
                fresh.close();
                throw e;
            }
            connection = fresh;
            if (!found.equals(tools)) {
                tools = found;
            }
            around.lists().keep(config, found, around.clock().instant());
            failure = null;
            return fresh;
        } catch (McpFailure e) {
            failure = new Failure(String.valueOf(e.getMessage()), around.clock().instant());
            throw e;
        } finally {
            connecting.unlock();
        }
    }

    /**
     * Calls a tool, once: a call that was sent is never sent again. A server that ended meanwhile is started anew before, and not after.
     */
    McpSchema.CallToolResult call(String tool, ObjectNode arguments) throws McpFailure, InterruptedException {
        Connection now = connection;
        if (now != null && !now.isAlive()) {
            drop(now);
        }
        return connected().call(tool, arguments);
    }

    private void drop(Connection dead) {
        connecting.lock();
        try {
            if (connection == dead) {
                connection = null;
            }
        } finally {
            connecting.unlock();
        }
        dead.close();
    }

    @Override
    public void close() {
        closed = true;
        Connection now = connection;
        connection = null;
        if (now != null) {
            now.close();
        }
    }
}

package cn.openclaw.gateway.server;

import cn.openclaw.log.Log;
import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What Netty must know before its first class is used. By itself it would look for a logging framework, read every network card
 * and load the JVM's management for a number that names channels in logs: a third of a gateway's start.
 */
final class NettySettings {
    private static final AtomicReference<@Nullable Log> LOG = new AtomicReference<>();

    private NettySettings() {}

    /** @param log who hears what Netty warns of; the gateway that was started last */
    static void apply(Log log) {
        if (LOG.getAndSet(log) == null) {
            InternalLoggerFactory.setDefaultFactory(new Ours());
            suggest("io.netty.machineId", "00:00:00:00:00:01");
            suggest("io.netty.processId", Long.toString(ProcessHandle.current().pid() & 0x3FFFFF));
            // Buffers are ours to release, and the tests see to it; sampling them costs time and memory.
            suggest("io.netty.leakDetection.level", "disabled");
            // A client could have us shake hands again and again in one TLS 1.2 connection, which costs us much and it little.
            suggest("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        }
    }

    private static void suggest(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static final class Ours extends InternalLoggerFactory {
        @Override
        protected InternalLogger newInstance(String name) {
            return new Warnings(name.substring(name.lastIndexOf('.') + 1));
        }
    }

    /** Passes on what it is warned of; what Netty tells to itself is not even put together. */
    private static final class Warnings extends AbstractInternalLogger {
        private static final long serialVersionUID = 1;

        Warnings(String name) {
            super(name);
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public void trace(String message) {}

        @Override
        public void trace(String format, Object argument) {}

        @Override
        public void trace(String format, Object one, Object other) {}

        @Override
        public void trace(String format, Object... arguments) {}

        @Override
        public void trace(String message, Throwable cause) {}

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public void debug(String message) {}

        @Override
        public void debug(String format, Object argument) {}

        @Override
        public void debug(String format, Object one, Object other) {}

        @Override
        public void debug(String format, Object... arguments) {}

        @Override
        public void debug(String message, Throwable cause) {}

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public void info(String message) {}

        @Override
        public void info(String format, Object argument) {}

        @Override
        public void info(String format, Object one, Object other) {}

        @Override
        public void info(String format, Object... arguments) {}

        @Override
        public void info(String message, Throwable cause) {}

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public void warn(String message) {
            tell(message);
        }

        @Override
        public void warn(String format, Object argument) {
            tell(format, argument);
        }

        @Override
        public void warn(String format, Object one, Object other) {
            tell(format, one, other);
        }

        @Override
        public void warn(String format, Object... arguments) {
            tell(format, arguments);
        }

        @Override
        public void warn(String message, Throwable cause) {
            tell(message, cause);
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        public void error(String message) {
            tell(message);
        }

        @Override
        public void error(String format, Object argument) {
            tell(format, argument);
        }

        @Override
        public void error(String format, Object one, Object other) {
            tell(format, one, other);
        }

        @Override
        public void error(String format, Object... arguments) {
            tell(format, arguments);
        }

        @Override
        public void error(String message, Throwable cause) {
            tell(message, cause);
        }

        private void tell(String format, Object... arguments) {
            Log log = LOG.get();
            if (log == null) {
                return;
            }
            StringBuilder words = new StringBuilder(name()).append(": ").append(format);
            for (Object argument : arguments) {
                if (argument instanceof Throwable cause) {
                    log.fault("netty", words.toString(), cause);
                    return;
                }
                words.append(' ').append(argument);
            }
            log.warn("netty", words.toString());
        }
    }
}

package cn.openclaw.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Hears signals of the operating system. Java has no public way; {@code sun.misc.Signal}, which every Java has, is asked by
 * reflection, since the compiler warns of its name. Where a signal does not exist, nothing is heard.
 */
final class Signals {
    private Signals() {}

    /**
     * Does this, on a thread of its own, whenever the signal comes, instead of what would happen otherwise.
     *
     * @param name {@code TERM}, {@code INT}, {@code USR1} …
     * @return whether this system has such a signal for us
     */
    static boolean on(String name, Runnable what) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object hears = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    what.run();
                    return null;
                }
                return switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "signal " + name;
                };
            });
            Method handle = signal.getMethod("handle", signal, handler);
            handle.invoke(null, signal.getConstructor(String.class).newInstance(name), hears);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}

package cn.openclaw.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Every method and every door, found without a list. */
public final class Found {
    private Found() {}

    /** By name. @throws IllegalStateException if two have one name */
    public static Map<String, GatewayMethod> methods() {
        Map<String, GatewayMethod> all = new TreeMap<>();
        for (GatewayMethod method : ServiceLoader.load(GatewayMethod.class, Found.class.getClassLoader())) {
            if (all.put(method.name(), method) != null) {
                throw new IllegalStateException("two methods are called " + method.name());
            }
        }
        return all;
    }

    /** What goes on by itself, by name. */
    public static List<Background> background() {
        List<Background> all = new ArrayList<>();
        ServiceLoader.load(Background.class, Found.class.getClassLoader()).forEach(all::add);
        all.sort(Comparator.comparing(Background::name));
        return List.copyOf(all);
    }

    /** In the order in which they are asked. */
    public static List<HttpDoor> doors() {
        List<HttpDoor> all = new ArrayList<>();
        ServiceLoader.load(HttpDoor.class, Found.class.getClassLoader()).forEach(all::add);
        all.sort(Comparator.comparingInt(HttpDoor::order).thenComparing(HttpDoor::name));
        return List.copyOf(all);
    }
}

package cn.openclaw.auth;

import cn.openclaw.base.Environment;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A process of its own that writes a store: {@code <file> <name> <how many>}. Prints a line after each profile is saved. */
final class StoreWriter {
    private StoreWriter() {}

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        var store = new AuthProfileStore(
                file, InstantSource.system(), new Environment(Map.of(), file.getParent(), file.getParent()));
        int count = Integer.parseInt(arguments[2]);
        for (int number = 0; number < count; number++) {
            String id = "p:" + arguments[1] + "-" + number;
            store.put(AuthWorld.key(id, "sk-" + id));
            System.out.println(id);
            System.out.flush();
            store.failed(id, "m", AuthFailure.RATE_LIMIT, Optional.empty());
        }
        for (int attempt = 0; attempt < 12 && !store.flush(); attempt++) {
            Thread.onSpinWait();
        }
    }
}

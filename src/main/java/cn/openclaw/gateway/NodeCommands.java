package cn.openclaw.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which commands a node of a platform is trusted with when the configuration says nothing. What records or photographs a person without
 * a word is on no list; {@code gateway.nodes.allowCommands} adds it.
 */
final class NodeCommands {
    private static final List<String> CANVAS = List.of(
            "canvas.present", "canvas.hide", "canvas.navigate", "canvas.eval", "canvas.snapshot", "canvas.a2ui.push",
            "canvas.a2ui.pushJSONL", "canvas.a2ui.reset");
    private static final List<String> SYSTEM = List.of(
            "system.run", "system.which", "system.notify", "system.execApprovals.get", "system.execApprovals.set", "browser.proxy");
    private static final List<String> LOCATION = List.of("location.get");

    private NodeCommands() {}

    static List<String> of(String platform) {
        String name = platform.toLowerCase(Locale.ROOT);
        List<String> commands = new ArrayList<>();
        if (name.startsWith("ios") || name.startsWith("android")) {
            commands.addAll(CANVAS);
            commands.addAll(LOCATION);
        } else if (name.startsWith("mac") || name.startsWith("darwin")) {
            commands.addAll(CANVAS);
            commands.addAll(LOCATION);
            commands.addAll(SYSTEM);
        } else if (name.startsWith("linux") || name.startsWith("win")) {
            commands.addAll(SYSTEM);
        } else {
            commands.addAll(CANVAS);
            commands.addAll(SYSTEM);
        }
        return commands;
    }
}

package cn.openclaw.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the local network by multicast DNS (RFC 6762) who offers a gateway. Answers are foreign bytes: whatever is no sound message is
 * left alone, and names never point forward.
 */
final class Beacons {
    static final List<String> SERVICES = List.of("_openclaw-gw._tcp.local", "_clawdbot-gw._tcp.local");
    private static final int PTR = 12;
    private static final int TXT = 16;
    private static final int SRV = 33;
    /** "Answer me alone", in the class of a question. */
    private static final int UNICAST = 0x8001;

    private Beacons() {}

    /**
     * One that answered.
     *
     * @param facts what it tells of itself, {@code key=value}
     */
    record Beacon(String name, String host, int port, Map<String, String> facts) {}

    /** Whoever answers within this time; nobody where there is no network. */
    static List<Beacon> ask(Duration patience) throws InterruptedException {
        Map<String, Beacon> found = new LinkedHashMap<>();
        long end = System.nanoTime() + patience.toNanos();
        try (DatagramSocket socket = new DatagramSocket()) {
            InetAddress everybody = InetAddress.getByAddress(new byte[] {(byte) 224, 0, 0, (byte) 251});
            for (String service : SERVICES) {
                byte[] question = question(service);
                socket.send(new DatagramPacket(question, question.length, everybody, 5353));
            }
            byte[] room = new byte[9_000];
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                socket.setSoTimeout(Math.clamp(left / 1_000_000, 1, 250));
                DatagramPacket packet = new DatagramPacket(room, room.length);
                try {
                    socket.receive(packet);
                    String from = packet.getAddress().getHostAddress();
                    read(ByteBuffer.wrap(room, 0, packet.getLength()).slice(), from).forEach(one -> found.put(one.name(), one));
                } catch (SocketTimeoutException e) {
                    // Nobody spoke meanwhile; the time is looked at again.
                    Thread.onSpinWait();
                }
            }
        } catch (IOException e) {
            return List.copyOf(found.values());
        }
        return List.copyOf(found.values());
    }

    static byte[] question(String service) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : service.split("\\.")) {
            byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
        out.writeBytes(new byte[] {0, PTR, (byte) (UNICAST >> 8), (byte) UNICAST});
        return out.toByteArray();
    }

    /** @param from where the message came from: how its sender is reached, whatever name it has */
    static List<Beacon> read(ByteBuffer message, String from) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        try {
            message.position(4);
            int questions = message.getShort() & 0xFFFF;
            int answers = (message.getShort() & 0xFFFF) + (message.getShort() & 0xFFFF) + (message.getShort() & 0xFFFF);
            for (int at = 0; at < questions; at++) {
                name(message);
                message.position(message.position() + 4);
            }
            for (int at = 0; at < answers; at++) {
                record(message, ports, facts);
            }
        } catch (RuntimeException e) {
            // Cut short or made up: what was read so far counts.
            return beacons(ports, facts, from);
        }
        return beacons(ports, facts, from);
    }

    private static void record(ByteBuffer message, Map<String, Integer> ports, Map<String, Map<String, String>> facts) {
        String name = name(message);
        int type = message.getShort();
        message.position(message.position() + 6);
        int length = message.getShort() & 0xFFFF;
        int end = message.position() + length;
        if (type == SRV) {
            ports.put(name, message.getShort(message.position() + 4) & 0xFFFF);
        } else if (type == TXT) {
            Map<String, String> told = facts.computeIfAbsent(name, _ -> new LinkedHashMap<>());
            for (int at = message.position(); at < end; at += 1 + (message.get(at) & 0xFF)) {
                byte[] text = new byte[message.get(at) & 0xFF];
                message.get(at + 1, text);
                String[] pair = new String(text, StandardCharsets.UTF_8).split("=", 2);
                if (pair.length == 2 && !pair[0].isEmpty()) {
                    told.put(pair[0], AgentScreen.safe(pair[1]));
                }
            }
        }
        message.position(end);
    }

    private static List<Beacon> beacons(Map<String, Integer> ports, Map<String, Map<String, String>> facts, String from) {
        List<Beacon> beacons = new ArrayList<>();
        ports.forEach((name, port) -> {
            String service = SERVICES.stream().filter(name::endsWith).findFirst().orElse("");
            if (!service.isEmpty() && port > 0) {
                String own = name.substring(0, Math.max(0, name.length() - service.length() - 1));
                beacons.add(new Beacon(AgentScreen.safe(own), from, port, facts.getOrDefault(name, Map.of())));
            }
        });
        return beacons;
    }

    /** A name; its rest may stand earlier in the message. */
    static String name(ByteBuffer message) {
        StringBuilder name = new StringBuilder();
        int at = message.position();
        int back = -1;
        int limit = at;
        while (true) {
            int length = message.get(at) & 0xFF;
            if (length == 0) {
                message.position(back < 0 ? at + 1 : back);
                return name.toString();
            }
            if (length >= 0xC0) {
                int to = message.getShort(at) & 0x3FFF;
                back = back < 0 ? at + 2 : back;
                if (to >= limit) {
                    throw new IllegalArgumentException("a name that points forward");
                }
                limit = to;
                at = to;
                continue;
            }
            byte[] label = new byte[length];
            message.get(at + 1, label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.UTF_8));
            at += 1 + length;
        }
    }
}

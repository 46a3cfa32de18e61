package cn.openclaw.cli;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a gateway has to tell in multicast DNS: that there is one (PTR), where (SRV, A) and what it is (TXT), under the name of the
 * original's apps and under the newer one.
 *
 * @param name what people see, one label of at most 63 bytes
 * @param host the machine's name, without {@code .local}
 * @param facts {@code key=value} for the TXT record; nothing secret
 * @param addresses where the host is, IPv4
 */
record BeaconRecords(String name, String host, int port, Map<String, String> facts, List<InetAddress> addresses) {
    private static final String ALL_SERVICES = "_services._dns-sd._udp.local";
    private static final int A = 1;
    private static final int PTR = 12;
    private static final int TXT = 16;
    private static final int SRV = 33;
    private static final int ANY = 255;
    private static final int IN = 1;
    /** In a question: answer me alone. In an answer: forget what you knew. */
    private static final int TOP_BIT = 0x8000;

    private static final int LONG = 4_500;
    private static final int SHORT = 120;
    /** For those who do not take part in the goodbye (RFC 6762, 6.7). */
    private static final int PLAIN = 10;

    BeaconRecords {
        name = label(name);
        host = label(host);
        facts = Map.copyOf(facts);
        addresses = List.copyOf(addresses);
    }

    /** @param alone whether who asked wants to be answered alone */
    record Answer(byte[] bytes, boolean alone) {}

    private record Question(String name, int type, boolean alone) {}

    private record Entry(String name, int type, boolean ours, int life, byte[] data) {}

    /** At most 63 bytes of UTF-8, and no dots: names are split at them. */
    private static String label(String text) {
        String plain = text.replace('.', ' ').strip();
        while (plain.getBytes(StandardCharsets.UTF_8).length > 63) {
            plain = plain.substring(0, plain.offsetByCodePoints(plain.length(), -1));
        }
        return plain.isEmpty() ? "openclaw" : plain;
    }

    private String machine() {
        return host + ".local";
    }

    private String instance(String service) {
        return name + "." + service;
    }

    /** All of it unasked: at the beginning, or with no life left at the end. */
    byte[] announcement(boolean here) {
        List<Entry> entries = new ArrayList<>();
        Beacons.SERVICES.forEach(service -> entries.addAll(about(service)));
        entries.addAll(machineEntries());
        return message(0, List.of(), entries.stream().distinct().toList(), here ? Integer.MAX_VALUE : 0);
    }

    /**
     * The answer to a message, if anything in it is a question that is ours.
     *
     * @param plain whether it comes from a resolver that does not speak multicast
     */
    Optional<Answer> answer(ByteBuffer message, boolean plain) {
        List<Question> asked = new ArrayList<>();
        int id;
        try {
            id = message.getShort() & 0xFFFF;
            boolean answers = (message.getShort() & 0x8000) != 0;
            int questions = message.getShort() & 0xFFFF;
            message.position(12);
            for (int at = 0; !answers && at < questions; at++) {
                String wanted = Beacons.name(message);
                int type = message.getShort() & 0xFFFF;
                asked.add(new Question(wanted, type, (message.getShort() & TOP_BIT) != 0));
            }
        } catch (RuntimeException e) {
            // Cut short or made up.
            return Optional.empty();
        }
        Set<Entry> entries = new LinkedHashSet<>();
        asked.forEach(question -> entries.addAll(matching(question)));
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = message(plain ? id : 0, plain ? asked : List.of(), List.copyOf(entries), plain ? PLAIN : Integer.MAX_VALUE);
        return Optional.of(new Answer(bytes, asked.stream().allMatch(Question::alone)));
    }

    private List<Entry> matching(Question question) {
        String wanted = question.name().toLowerCase(Locale.ROOT);
        int type = question.type();
        if (wanted.equals(ALL_SERVICES) && (type == PTR || type == ANY)) {
            return Beacons.SERVICES.stream().map(service -> new Entry(ALL_SERVICES, PTR, false, LONG, name(service))).toList();
        }
        if (wanted.equals(machine().toLowerCase(Locale.ROOT)) && (type == A || type == ANY)) {
            return machineEntries();
        }
        for (String service : Beacons.SERVICES) {
            boolean all = wanted.equals(service) && (type == PTR || type == ANY);
            boolean one = wanted.equals(instance(service).toLowerCase(Locale.ROOT)) && (type == SRV || type == TXT || type == ANY);
            if (all || one) {
                // Whoever finds it will ask for the rest next: all of it goes in one.
                List<Entry> entries = new ArrayList<>(about(service));
                entries.addAll(machineEntries());
                return entries;
            }
        }
        return List.of();
    }

    private List<Entry> about(String service) {
        ByteArrayOutputStream place = new ByteArrayOutputStream();
        place.writeBytes(new byte[] {0, 0, 0, 0, (byte) (port >> 8), (byte) port});
        place.writeBytes(name(machine()));
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        facts.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(fact -> {
            byte[] text = (fact.getKey() + "=" + fact.getValue()).getBytes(StandardCharsets.UTF_8);
            if (text.length < 256) {
                told.write(text.length);
                told.writeBytes(text);
            }
        });
        if (told.size() == 0) {
            told.write(0);
        }
        return List.of(
                new Entry(service, PTR, false, LONG, name(instance(service))),
                new Entry(instance(service), SRV, true, SHORT, place.toByteArray()),
                new Entry(instance(service), TXT, true, LONG, told.toByteArray()));
    }

    private List<Entry> machineEntries() {
        return addresses.stream().map(address -> new Entry(machine(), A, true, SHORT, address.getAddress())).collect(Collectors.toList());
    }

    private byte[] message(int id, List<Question> questions, List<Entry> entries, int life) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        short16(out, id);
        short16(out, 0x8400); // an answer, and by who knows it
        short16(out, questions.size());
        short16(out, entries.size());
        short16(out, 0);
        short16(out, 0);
        for (Question question : questions) {
            out.writeBytes(name(question.name()));
            short16(out, question.type());
            short16(out, IN);
        }
        for (Entry entry : entries) {
            out.writeBytes(name(entry.name()));
            short16(out, entry.type());
            short16(out, entry.ours() && questions.isEmpty() ? IN | TOP_BIT : IN);
            int lasts = Math.min(life, entry.life());
            short16(out, lasts >> 16);
            short16(out, lasts);
            short16(out, entry.data().length);
            out.writeBytes(entry.data());
        }
        return out.toByteArray();
    }

    /** A name with its labels; our own instance's name is one label, whatever stands in it. */
    private byte[] name(String whole) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : whole.split("\\.")) {
            byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
        return out.toByteArray();
    }

    private static void short16(ByteArrayOutputStream out, int number) {
        out.write(number >> 8);
        out.write(number);
    }
}

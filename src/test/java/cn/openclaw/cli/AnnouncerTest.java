package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.log.Log;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A gateway is found by those who ask for one, under both names of the service, and told of only where that is wanted. */
class AnnouncerTest {
    private static final int SRV = 33;

    private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();

    private static BeaconRecords records() throws Exception {
        return new BeaconRecords(
                "书房 (OpenClaw)", "desk", 18_789, Map.of("role", "gateway", "gatewayTls", "1", "displayName", "书房"),
                List.of(InetAddress.getByName("192.168.1.9")));
    }

    @Test
    void whoAsksForTheServiceHearsEverythingInOneAnswer() throws Exception {
        for (String service : Beacons.SERVICES) {
            BeaconRecords.Answer answer = records().answer(ByteBuffer.wrap(Beacons.question(service)), false).orElseThrow();
            assertThat(answer.alone()).isTrue();
            List<Beacons.Beacon> found = Beacons.read(ByteBuffer.wrap(answer.bytes()), "192.168.1.9");
            assertThat(found).singleElement().satisfies(one -> {
                assertThat(one.name()).isEqualTo("书房 (OpenClaw)");
                assertThat(one.port()).isEqualTo(18_789);
                assertThat(one.facts()).containsEntry("gatewayTls", "1").containsEntry("displayName", "书房");
            });
        }
    }

    @Test
    void theAnswerIsTheBytesOfTheStandard() throws Exception {
        BeaconRecords small = new BeaconRecords("g", "h", 80, Map.of("a", "b"), List.of(InetAddress.getByName("10.0.0.1")));
        byte[] question = question("h.local", 1);
        assertThat(HexFormat.of().formatHex(small.answer(ByteBuffer.wrap(question), false).orElseThrow().bytes()))
                .isEqualTo("000084000000000100000000" + "01" + "68" + "05" + "6c6f63616c" + "00" + "0001" + "8001" + "00000078" + "0004" + "0a000001");
        byte[] plain = small.answer(ByteBuffer.wrap(question), true).orElseThrow().bytes();
        // The old way: their number, their question, a short life.
        assertThat(HexFormat.of().formatHex(plain))
                .isEqualTo("abcd84000001000100000000" + "016805" + "6c6f63616c000001" + "0001" + "016805" + "6c6f63616c000001" + "0001" + "0000000a" + "0004" + "0a000001");
    }

    private static byte[] question(String name, int type) {
        byte[] asked = Beacons.question(name);
        asked[0] = (byte) 0xab;
        asked[1] = (byte) 0xcd;
        asked[asked.length - 3] = (byte) type;
        asked[asked.length - 2] = 0;
        return asked;
    }

    @Test
    void ofOthersItSaysNothing() throws Exception {
        for (String name : List.of("_http._tcp.local", "other.local", "x._openclaw-gw._tcp.local")) {
            assertThat(records().answer(ByteBuffer.wrap(question(name, SRV)), false)).as(name).isEmpty();
        }
        byte[] answer = records().announcement(true);
        assertThat(records().answer(ByteBuffer.wrap(answer), false)).as("an answer is no question").isEmpty();
    }

    @Test
    void whateverComesItStands() throws Exception {
        Random random = new Random(5);
        byte[] asked = Beacons.question(Beacons.SERVICES.getFirst());
        for (int round = 0; round < 20_000; round++) {
            byte[] broken = Arrays.copyOf(asked, random.nextInt(asked.length + 20));
            for (int at = 0; at < 1 + random.nextInt(4) && broken.length > 0; at++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Optional<BeaconRecords.Answer> answer = records().answer(ByteBuffer.wrap(broken), random.nextBoolean());
            answer.ifPresent(one -> assertThat(one.bytes().length).isLessThan(1_400));
        }
    }

    @Test
    void longAndDottedNamesBecomeOneLabel() throws Exception {
        BeaconRecords odd = new BeaconRecords("机".repeat(40) + ".local", "a.b", 1, Map.of(), List.of());
        assertThat(odd.name()).hasSize(21).doesNotContain(".");
        assertThat(Beacons.read(ByteBuffer.wrap(odd.announcement(true)), "10.0.0.1")).isNotEmpty();
    }

    @Test
    void aSocketOnThisMachineIsAnsweredAndQuietAfterTheEnd() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        Announcer announcer = Announcer.start(records(), List.of(loopback), 0, new Said()).orElseThrow();
        try (DatagramSocket asker = new DatagramSocket()) {
            byte[] asked = Beacons.question(Beacons.SERVICES.getFirst());
            asker.setSoTimeout(5_000);
            asker.send(new DatagramPacket(asked, asked.length, InetAddress.getLoopbackAddress(), announcer.port()));
            DatagramPacket answer = new DatagramPacket(new byte[2_000], 2_000);
            asker.receive(answer);
            assertThat(Beacons.read(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()).slice(), "127.0.0.1"))
                    .extracting(Beacons.Beacon::port)
                    .containsExactly(18_789);
        } finally {
            announcer.close();
        }
        assertThat(said).anyMatch(line -> line.contains("announced in the local network as 书房 (OpenClaw)"));
        assertThat(said).noneMatch(line -> line.startsWith("WARN discovery no longer"));
    }

    @Test
    void itIsToldWhereOthersCanReachItAndTheConfigurationDoesNotSayNo() {
        assertThat(discovery("{}", Map.of(), "loopback", false)).isEqualTo("false 不广播：只有本机能连（gateway.bind 是 loopback）");
        assertThat(discovery("{}", Map.of(), "lan", true)).isEqualTo("true 在局域网里广播（discovery.mdns.mode: minimal）");
        assertThat(discovery("{\"discovery\":{\"mdns\":{\"mode\":\"full\"}}}", Map.of(), "loopback", false)).startsWith("true");
        assertThat(discovery("{\"discovery\":{\"mdns\":{\"mode\":\"off\"}}}", Map.of(), "lan", true)).isEqualTo("false 不广播：discovery.mdns.mode 是 off");
        assertThat(discovery("{}", Map.of("OPENCLAW_DISABLE_BONJOUR", "1"), "lan", true)).startsWith("false 不广播：设了 OPENCLAW_DISABLE_BONJOUR");
    }

    private static String discovery(String config, Map<String, String> variables, String bind, boolean exposed) {
        GatewayDiscovery found =
                GatewayDiscovery.of((ObjectNode) Json.parse(config), new Environment(variables, Path.of("/"), Path.of("/")), bind, exposed);
        return found.announced() + " " + found.why().in(Language.ZH, found.detail());
    }

    private final class Said implements Log {
        @Override
        public void write(Level level, String subsystem, String message, Map<String, ?> fields) {
            said.add(level + " " + subsystem + " " + message);
        }

        @Override
        public void fault(String subsystem, String message, Throwable cause) {
            said.add("FAULT " + subsystem + " " + message);
        }
    }
}

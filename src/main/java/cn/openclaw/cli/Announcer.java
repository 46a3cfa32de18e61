package cn.openclaw.cli;

import cn.openclaw.log.Log;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells the local network of a gateway by multicast DNS over IPv4 (RFC 6762), so that apps and {@code gateway discover} find it:
 * answers questions of machines on the same link, says hello when it begins and goodbye when it ends. It never asks, and keeps
 * nothing of what others say.
 */
final class Announcer implements AutoCloseable {
    static final int PORT = 5353;
    private static final byte[] EVERYBODY = {(byte) 224, 0, 0, (byte) 251};
    private static final Duration BETWEEN_HELLOS = Duration.ofSeconds(1);

    private final MulticastSocket socket;
    private final List<NetworkInterface> links;
    private final BeaconRecords records;
    private final Log log;

    private Announcer(MulticastSocket socket, List<NetworkInterface> links, BeaconRecords records, Log log) {
        this.socket = socket;
        this.links = links;
        this.records = records;
        this.log = log;
    }

    /**
     * Begins. What goes wrong stands in the log: the gateway serves all the same.
     *
     * @param links where it is told; every interface but loopback, as a rule
     * @param port {@link #PORT}; another one for tests, where only what is sent to it directly is answered
     */
    static Optional<Announcer> start(BeaconRecords records, List<NetworkInterface> links, int port, Log log) {
        MulticastSocket socket = null;
        try {
            socket = new MulticastSocket(null);
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            socket.setTimeToLive(255);
            Announcer announcer = new Announcer(socket, links, records, log);
            announcer.join();
            Thread.ofVirtual().name("discovery").start(announcer::listen);
            Thread.ofVirtual().name("discovery-hello").start(announcer::hello);
            log.info("discovery", "announced in the local network as " + records.name());
            return Optional.of(announcer);
        } catch (IOException e) {
            if (socket != null) {
                socket.close();
            }
            log.warn("discovery", "not announced in the local network: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Every interface that is up, can multicast, and has an IPv4 address others may reach. */
    static List<NetworkInterface> links() {
        List<NetworkInterface> found = new ArrayList<>();
        try {
            for (NetworkInterface link : NetworkInterface.networkInterfaces().toList()) {
                if (link.isUp() && link.supportsMulticast() && !link.isLoopback() && !addresses(List.of(link)).isEmpty()) {
                    found.add(link);
                }
            }
        } catch (SocketException e) {
            return found;
        }
        return found;
    }

    static List<InetAddress> addresses(List<NetworkInterface> links) {
        return links.stream()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .toList();
    }

    private void join() {
        for (NetworkInterface link : links) {
            try {
                socket.joinGroup(new InetSocketAddress(everybody(), socket.getLocalPort()), link);
            } catch (IOException e) {
                log.warn("discovery", "nobody hears of this gateway through " + link.getName() + ": " + e.getMessage());
            }
        }
    }

    private static InetAddress everybody() throws IOException {
        return InetAddress.getByAddress(EVERYBODY);
    }

    /** Twice, because the first may be lost. */
    private void hello() {
        try {
            shout(records.announcement(true));
            Thread.sleep(BETWEEN_HELLOS);
            shout(records.announcement(true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        byte[] room = new byte[9_000];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(room, room.length);
            try {
                socket.receive(packet);
                if (isNear(packet.getAddress())) {
                    answer(packet);
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    log.warn("discovery", "no longer announced: " + e.getMessage());
                }
                return;
            }
        }
    }

    private void answer(DatagramPacket packet) throws IOException {
        // A resolver that does not speak from 5353 hears no multicast: it is answered alone, in the old way (RFC 6762, 6.7).
        boolean plain = packet.getPort() != PORT;
        Optional<BeaconRecords.Answer> answer = records.answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()).slice(), plain);
        if (answer.isPresent() && (plain || answer.get().alone())) {
            byte[] bytes = answer.get().bytes();
            socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        } else {
            answer.ifPresent(said -> shout(said.bytes()));
        }
    }

    private void shout(byte[] bytes) {
        for (NetworkInterface link : links) {
            try {
                if (!socket.isClosed()) {
                    socket.setNetworkInterface(link);
                    socket.send(new DatagramPacket(bytes, bytes.length, everybody(), PORT));
                }
            } catch (IOException e) {
                // An interface that went away; the others hear it.
                log.write(Log.Level.DEBUG, "discovery", link.getName() + ": " + e.getMessage(), java.util.Map.of());
            }
        }
    }

    /** Whether it is of this machine or of the same link: nobody from afar is answered. */
    private boolean isNear(InetAddress address) {
        return address.isLoopbackAddress()
                || links.stream().flatMap(link -> link.getInterfaceAddresses().stream()).anyMatch(own -> isSameNet(own, address));
    }

    private static boolean isSameNet(InterfaceAddress own, InetAddress other) {
        byte[] ours = own.getAddress().getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < own.getNetworkPrefixLength(); bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Says goodbye, so that nobody goes on showing it. */
    @Override
    public void close() {
        shout(records.announcement(false));
        socket.close();
    }
}

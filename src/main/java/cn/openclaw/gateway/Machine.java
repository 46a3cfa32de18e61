package cn.openclaw.gateway;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What this machine is called; asked for once, and only where it is needed. */
public final class Machine {
    private Machine() {}

    /** Its name. */
    public static String name() {
        return Name.FOUND;
    }

    /** The address by which its network knows it; that of the loopback where it has none. */
    static String address() {
        return Address.FOUND;
    }

    /** Its addresses of a kind. */
    public static List<InetAddress> addresses() {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static final class Name {
        static final String FOUND = find();

        private static String find() {
            try {
                return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }
    }

    private static final class Address {
        static final String FOUND = addresses().stream()
                .filter(address -> address.getAddress().length == 4 && !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse("127.0.0.1");
    }
}

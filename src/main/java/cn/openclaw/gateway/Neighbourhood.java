package cn.openclaw.gateway;

import java.util.List;

/** Whom an address counts for, where something is counted by addresses. */
public final class Neighbourhood {
    private Neighbourhood() {}

    /** The address itself; of IPv6 the whole subnet, for everybody at home has 2^64 addresses. */
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        List<String> groups = List.of(address.split(":", -1));
        return String.join(":", groups.subList(0, Math.min(4, groups.size())));
    }
}

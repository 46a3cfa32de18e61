package cn.openclaw.gateway.server;

import java.util.Optional;

/**
 * What is known of a socket before it has said anything: by its upgrade request.
 *
 * @param host the {@code Host} by which it called us
 * @param origin the page it comes from, if a browser opened it; already found to be allowed
 * @param encrypted whether it came over TLS
 * @param tailnet who it is, as Tailscale's program says
 */
record Visitor(Peer peer, String host, Optional<String> origin, boolean encrypted, Optional<Tailnet.Claim> tailnet) {}

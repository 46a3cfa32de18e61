package cn.openclaw.gateway.relay;

import cn.openclaw.http.HttpLimits;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * A request to an upstream.
 *
 * @param to where
 * @param near what the near end's name stands for; empty for a proxy or a name not looked up
 * @param path with the query
 * @param headers all but those that belong to the connection
 * @param limits how long to wait for what
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outgoing(
        Address to, List<InetAddress> near, String path, Map<String, String> headers, byte[] body, HttpLimits limits) {}

/** One way out to the network: requests, server-sent events, proxies, time limits; secrets are never logged. */
@NullMarked
package cn.openclaw.http;

import org.jspecify.annotations.NullMarked;

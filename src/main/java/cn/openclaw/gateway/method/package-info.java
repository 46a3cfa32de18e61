/** The methods of the socket, one file each, found by {@code @AutoService(GatewayMethod.class)}. */
@NullMarked
package cn.openclaw.gateway.method;

import org.jspecify.annotations.NullMarked;

/** The gateway on the wire: sockets, HTTP, TLS, who may come in, and how much of them at once. */
@NullMarked
package cn.openclaw.gateway.server;

import org.jspecify.annotations.NullMarked;

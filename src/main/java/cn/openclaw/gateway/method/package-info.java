/** The methods of the socket, one file each. */
@NullMarked
package cn.openclaw.gateway.method;

import org.jspecify.annotations.NullMarked;

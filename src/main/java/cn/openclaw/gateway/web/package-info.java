/** The page, and the two paths by which a supervisor asks how the gateway is. */
@NullMarked
package cn.openclaw.gateway.web;

import org.jspecify.annotations.NullMarked;

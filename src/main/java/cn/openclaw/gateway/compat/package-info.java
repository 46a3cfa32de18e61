/** Doors for programs that speak plain HTTP to an agent: the three model dialects, single tools, and hooks. */
@NullMarked
package cn.openclaw.gateway.compat;

import org.jspecify.annotations.NullMarked;

/** The {@code anthropic-messages} wire format: Anthropic's own host, Kimi's second route, and others that speak it. */
@NullMarked
package cn.openclaw.llm.anthropic;

import org.jspecify.annotations.NullMarked;

/** The server: one port for socket clients, for programs that speak OpenAI's or Anthropic's HTTP, and for the page. */
@NullMarked
package cn.openclaw.gateway;

import org.jspecify.annotations.NullMarked;

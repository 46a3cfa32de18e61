/** The raw model gateway: programs that speak OpenAI's or Anthropic's HTTP ask a model by its name, with our keys and caps. */
@NullMarked
package cn.openclaw.gateway.relay;

import org.jspecify.annotations.NullMarked;

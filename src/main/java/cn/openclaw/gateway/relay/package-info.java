/**
 * The raw model gateway: programs that speak OpenAI's or Anthropic's HTTP ask a model by its name, with our keys, caps, failover
 * and ledger. What streams by is handed on by the event loop of the caller's own channel.
 */
@NullMarked
package cn.openclaw.gateway.relay;

import org.jspecify.annotations.NullMarked;

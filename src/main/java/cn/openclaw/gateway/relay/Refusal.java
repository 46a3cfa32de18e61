package cn.openclaw.gateway.relay;

import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.Wire;
import java.util.Optional;

/**
 * Why a way did not answer.
 *
 * @param why sorted, with its sentence
 * @param status what the upstream said; 0 if it said nothing
 * @param body its words; empty if there are none
 * @param wire in which words they are
 * @param retryAfter its {@code Retry-After}, as it is written
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Refusal(LlmException why, int status, byte[] body, Wire wire, Optional<String> retryAfter) {}

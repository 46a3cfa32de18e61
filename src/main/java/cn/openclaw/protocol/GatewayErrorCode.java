package cn.openclaw.protocol;

/** What a failed request is told by; programs branch on it. The names are the original's wire. */
public enum GatewayErrorCode {
    INVALID_REQUEST,
    UNAVAILABLE,
    AGENT_TIMEOUT,
    NOT_LINKED,
    NOT_PAIRED,
    /** Protocol 4's word for a missing right; protocol 3 is told {@link #INVALID_REQUEST}. */
    FORBIDDEN
}

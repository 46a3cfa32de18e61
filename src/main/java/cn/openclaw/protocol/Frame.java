package cn.openclaw.protocol;

/** One JSON object in one text message of the socket. */
public sealed interface Frame permits RequestFrame, ResponseFrame, EventFrame {}

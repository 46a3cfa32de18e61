package cn.openclaw.http;

/**
 * One server-sent event.
 *
 * @param event its type; {@code message} when the server names none
 * @param data its data lines, joined by line feeds
 */
public record SseEvent(String event, String data) {}

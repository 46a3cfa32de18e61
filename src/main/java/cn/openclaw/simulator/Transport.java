package cn.openclaw.simulator;

import java.time.Duration;

/**
 * How the bytes of a stream travel, and how the journey goes wrong. {@code -1} means never.
 *
 * @param crlf whether lines end in CR LF
 * @param done whether the stream ends with {@code data: [DONE]}
 * @param lastBlank whether the last event has its blank line
 * @param closing whether the end is the connection's end instead of a last chunk
 * @param bytesPerWrite how many bytes go out at a time, also in the middle of a character; 0 for a frame at a time
 * @param dropAfterFrames after how many frames the connection is reset
 * @param cutAfterBytes after how many bytes of the body the stream stops without its last chunk
 * @param stallAfterFrames after how many frames the stream pauses for {@code stall}
 * @param stall how long; longer than any client waits is fine
 * @param errorAfterFrames after how many frames an error frame comes instead of the rest
 * @param garbageAfterFrames after how many frames one frame of broken JSON comes
 * @param firstDelay before the first frame
 * @param frameDelay between frames
 */
public record Transport(
        boolean crlf,
        boolean done,
        boolean lastBlank,
        boolean closing,
        int bytesPerWrite,
        int dropAfterFrames,
        int cutAfterBytes,
        int stallAfterFrames,
        Duration stall,
        int errorAfterFrames,
        int garbageAfterFrames,
        Duration firstDelay,
        Duration frameDelay) {

    /** A good journey without a pause. */
    public static final Transport PLAIN = new Transport(
            false, true, true, false, 0, -1, -1, -1, Duration.ZERO, -1, -1, Duration.ZERO, Duration.ZERO);

    public Transport withCrlf() {
        return new Transport(
                true, done, lastBlank, closing, bytesPerWrite, dropAfterFrames, cutAfterBytes, stallAfterFrames, stall,
                errorAfterFrames, garbageAfterFrames, firstDelay, frameDelay);
    }

    /** No {@code [DONE]}, and no blank line after the last event. */
    public Transport withoutEnd() {
        return new Transport(
                crlf, false, false, closing, bytesPerWrite, dropAfterFrames, cutAfterBytes, stallAfterFrames, stall,
                errorAfterFrames, garbageAfterFrames, firstDelay, frameDelay);
    }

    public Transport withClosing() {
        return new Transport(
                crlf, done, lastBlank, true, bytesPerWrite, dropAfterFrames, cutAfterBytes, stallAfterFrames, stall,
                errorAfterFrames, garbageAfterFrames, firstDelay, frameDelay);
    }

    public Transport withBytesPerWrite(int bytes) {
        return new Transport(
                crlf, done, lastBlank, closing, bytes, dropAfterFrames, cutAfterBytes, stallAfterFrames, stall,
                errorAfterFrames, garbageAfterFrames, firstDelay, frameDelay);
    }

    public Transport withDropAfter(int frames) {
        return new Transport(
                crlf, done, lastBlank, closing, bytesPerWrite, frames, cutAfterBytes, stallAfterFrames, stall,
                errorAfterFrames, garbageAfterFrames, firstDelay, frameDelay);
    }

    public Transport withCutAfter(int bytes) {
        return new Transport(
                crlf, done, lastBlank, closing, bytesPerWrite, dropAfterFrames, bytes, stallAfterFrames, stall,
                errorAfterFrames, garbageAfterFrames, firstDelay, frameDelay);
    }

    public Transport withStallAfter(int frames, Duration length) {
        return new Transport(
                crlf, done, lastBlank, closing, bytesPerWrite, dropAfterFrames, cutAfterBytes, frames, length,
                errorAfterFrames, garbageAfterFrames, firstDelay, frameDelay);
    }

    public Transport withErrorAfter(int frames) {
        return new Transport(
                crlf, done, lastBlank, closing, bytesPerWrite, dropAfterFrames, cutAfterBytes, stallAfterFrames, stall,
                frames, garbageAfterFrames, firstDelay, frameDelay);
    }

    public Transport withGarbageAfter(int frames) {
        return new Transport(
                crlf, done, lastBlank, closing, bytesPerWrite, dropAfterFrames, cutAfterBytes, stallAfterFrames, stall,
                errorAfterFrames, frames, firstDelay, frameDelay);
    }

    public Transport withDelays(Duration first, Duration each) {
        return new Transport(
                crlf, done, lastBlank, closing, bytesPerWrite, dropAfterFrames, cutAfterBytes, stallAfterFrames, stall,
                errorAfterFrames, garbageAfterFrames, first, each);
    }
}

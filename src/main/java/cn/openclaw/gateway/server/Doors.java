package cn.openclaw.gateway.server;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.gateway.Abroad;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.gateway.MemoryGuard;
import cn.openclaw.gateway.PromptDoor;
import cn.openclaw.gateway.Runs;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Brings a visit to its door: on the event loop where nothing must be waited for, else on the visit's own thread. */
final class Doors {
    private static final Map<String, String> JSON = Map.of("content-type", "application/json; charset=utf-8");

    private static final String SHORT_OF_MEMORY = "the gateway is short of memory; try again in a moment";

    private Doors() {}

    /** On the event loop: lets a door answer that can without waiting. False if the visit needs a thread; nothing was done then. */
    static boolean openAtOnce(Core core, Visit visit) {
        String path = visit.path();
        // Where models are asked it is worth it.
        if (!path.startsWith("/v1/") || !core.knowsDoors() || !core.guard().isQuiet(visit.visitor().peer()) || MemoryGuard.of(core.world()).isTight()) {
            return false;
        }
        try {
            boolean done = doorOf(core, path)
                    .filter(door -> door instanceof PromptDoor prompt && prompt.answerAtOnce(visit, core.world()))
                    .isPresent();
            if (!done) {
                visit.takeBack();
            }
            return done;
        } catch (Exception e) {
            // The same edge as below.
            wrong(core, visit, e);
            return true;
        }
    }

    static void open(Core core, Visit visit) {
        try {
            answer(core, visit);
            if (!visit.isTakenCareOf()) {
                visit.reply(500, JSON, Replies.errorBody(500, "no answer was made"));
            }
        } catch (InterruptedException e) {
            fail(visit, 503, "interrupted");
        } catch (ClawException e) {
            Language language = visit.header("accept-language").flatMap(Language::accepted).orElse(Language.EN);
            fail(visit, 500, Abroad.of(e, language, core.log(), visit.path()));
        } catch (OutOfMemoryError e) {
            // What this request held is free again; whoever sent it must not wait for an answer that nobody makes.
            core.log().warn("http", "out of memory over " + visit.path());
            fail(visit, 503, SHORT_OF_MEMORY);
        } catch (Exception | StackOverflowError e) {
            // The edge of a door: our own fault, told in the log.
            wrong(core, visit, e);
        }
    }

    private static void wrong(Core core, Visit visit, Throwable e) {
        String fault = UUID.randomUUID().toString().substring(0, 8);
        core.log().fault("http", visit.method() + " " + visit.path() + " failed (" + fault + ")", e);
        fail(visit, 500, "internal error (" + fault + ")");
    }

    private static void answer(Core core, Visit visit) throws InterruptedException {
        String path = visit.path();
        if (path.indexOf('\0') >= 0) {
            visit.reply(400, JSON, Replies.errorBody(400, "malformed path"));
            return;
        }
        long locked = visit.judgedMs();
        if (locked > 0) {
            // Many guesses may have come at once, each before the first of them was answered.
            Map<String, String> headers = Map.of(
                    "content-type", "application/json; charset=utf-8", "retry-after", Long.toString(Math.max(1, (locked + 999) / 1000)));
            visit.reply(429, headers, Replies.errorBody(429, Replies.TOO_MANY));
            return;
        }
        if (isWork(path) && MemoryGuard.of(core.world()).isTight()) {
            core.log().warn("http", "short of memory: refused " + path);
            Runs.of(core.world()).shed();
            Map<String, String> headers = Map.of("content-type", "application/json; charset=utf-8", "retry-after", "5");
            visit.reply(503, headers, Replies.errorBody(503, SHORT_OF_MEMORY));
            return;
        }
        Optional<HttpDoor> door = doorOf(core, path);
        if (door.isPresent()) {
            door.get().answer(visit, core.world());
            return;
        }
        visit.reply(
                404, Map.of("content-type", "text/plain; charset=utf-8"), "Not Found".getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<HttpDoor> doorOf(Core core, String path) {
        for (HttpDoor door : core.doors()) {
            if (door.takes(path, core.world())) {
                return Optional.of(door);
            }
        }
        return Optional.empty();
    }

    /** What makes it think; looking at it stays possible. */
    private static boolean isWork(String path) {
        return path.startsWith("/v1/") || path.startsWith("/tools/") || path.startsWith("/hooks");
    }

    /** Whether some door but the page takes this path: then no socket comes in by it. */
    static boolean taken(Core core, String path) {
        return core.doors().stream().anyMatch(door -> door.order() != HttpDoor.LAST && door.takes(path, core.world()));
    }

    /** Before the answer began it can still be told; afterwards only a broken connection tells. */
    private static void fail(Visit visit, int status, String why) {
        if (!visit.isTakenCareOf()) {
            visit.reply(status, JSON, Replies.errorBody(status, why));
        } else if (!visit.isGone()) {
            var _ = visit.channel().close();
        }
    }
}

package cn.openclaw.tui.chat;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.base.Redactor;
import cn.openclaw.base.Secret;
import cn.openclaw.testing.TestClock;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.PartnerEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A room with a terminal in memory, and hands that press its keys. */
final class RoomDriver implements Errands {
    final TestClock clock = new TestClock(Instant.parse("2026-11-22T08:00:00Z"));
    final FakePartner partner = new FakePartner();
    final FakeTerminal terminal;
    final ChatRoom room;
    final ChatWorld world;
    private final BlockingQueue<Runnable> happenings = new LinkedBlockingQueue<>();
    private final Keys keys = new Keys();

    RoomDriver(Path folder, int width, int rows, Language language) {
        this(folder, width, rows, language, new Paint(true, true, true));
    }

    RoomDriver(Path folder, int width, int rows, Language language, Paint paint) {
        terminal = new FakeTerminal(width, rows);
        world = new ChatWorld(
                language,
                clock,
                new Environment(Map.of("PATH", "/usr/bin:/bin"), folder, folder),
                folder.resolve("state/chat-history"),
                new Redactor(List.of(new Secret("sk-canary-0123456789abcdef"))),
                "1.2.3",
                Throwable::toString);
        room = new ChatRoom(partner, world, this, terminal, paint);
        room.welcome();
        draw();
    }

    @Override
    public Thread start(Runnable work) {
        return Thread.ofVirtual().start(work);
    }

    @Override
    public void onScreen(Runnable change) {
        happenings.add(change);
    }

    /** Types text and keys as a terminal sends them. */
    RoomDriver type(String characters) {
        keys.take(characters).forEach(room::press);
        keys.idle().forEach(room::press);
        return draw();
    }

    RoomDriver press(Key key) {
        room.press(key);
        return draw();
    }

    /** Types a line and waits until its turn began. */
    RoomDriver say(String words) throws InterruptedException {
        type(words + "\r");
        assertThat(partner.turns.poll(5, TimeUnit.SECONDS)).isNotNull();
        return draw();
    }

    RoomDriver hear(PartnerEvent event) {
        partner.events.accept(event);
        return draw();
    }

    RoomDriver pass(Duration time) {
        clock.advance(time);
        return draw();
    }

    /** Lets things happen until something is so. */
    RoomDriver until(BooleanSupplier so) throws InterruptedException {
        for (int i = 0; i < 500 && !so.getAsBoolean(); i++) {
            Runnable next = happenings.poll(10, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
            draw();
        }
        assertThat(so.getAsBoolean()).as(terminal.all()).isTrue();
        return draw();
    }

    RoomDriver until(String words) throws InterruptedException {
        return until(() -> terminal.all().contains(words));
    }

    RoomDriver draw() {
        for (Runnable next = happenings.poll(); next != null; next = happenings.poll()) {
            next.run();
        }
        room.draw();
        return this;
    }
}

package cn.openclaw.tui.chat;

import cn.openclaw.tui.Paint;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.Terminals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlocking;

/**
 * A conversation on a real terminal. One thread owns the screen and takes what happens from a queue: keys, events of the turn,
 * answers of errands. It draws at once after a key, and otherwise at most thirty times a second.
 */
public final class ChatScreen implements Errands {
    private static final String SET_UP = "\u001b[?2004h";
    private static final String TEAR_DOWN = "\u001b[?2004l\u001b[?25h\u001b[0m";
    private static final Duration FRAME = Duration.ofMillis(33);
    private static final Duration TICK = Duration.ofMillis(120);
    private static final Duration ESCAPE = Duration.ofMillis(40);
    /** The library may miss, very rarely, that a key was asked for while its last wait ended: then it comes this much later. */
    private static final Duration LONG = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BlockingQueue<Runnable> happenings = new LinkedBlockingQueue<>();
    private final Terminal terminal;
    private final ChatWorld world;
    private final TerminalSurface surface;
    private final ChatRoom room;
    private boolean urgent = true;

    private ChatScreen(Terminal terminal, Partner partner, ChatWorld world) {
        this.terminal = terminal;
        this.world = world;
        this.surface = new TerminalSurface(terminal);
        boolean colours = world.environment().get("NO_COLOR").isEmpty();
        this.room = new ChatRoom(partner, world, this, surface, new Paint(colours, true, isUnicode(world)));
    }

    /** A Linux console and old locales have no ornaments; everything else has had them for long. */
    private static boolean isUnicode(ChatWorld world) {
        String type = world.environment().get("TERM").orElse("");
        String locale = world.environment().first(List.of("LC_ALL", "LC_CTYPE", "LANG")).map(java.util.Map.Entry::getValue).orElse("UTF-8");
        String upper = locale.toUpperCase(java.util.Locale.ROOT);
        boolean other = upper.contains(".") && !upper.contains("UTF");
        return !type.equals("linux") && !type.startsWith("vt") && !other;
    }

    /**
     * Talks until the person leaves.
     *
     * @param first what to say at once; may be empty
     */
    public static void talk(Partner partner, ChatWorld world, Optional<String> first) {
        try (Terminal terminal = Terminals.plain()) {
            new ChatScreen(terminal, partner, world).talk(first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void talk(Optional<String> first) {
        Attributes before = terminal.enterRawMode();
        Attributes raw = new Attributes(terminal.getAttributes());
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        terminal.handle(Terminal.Signal.WINCH, _ -> happenings.add(() -> urgent = true));
        // Ctrl-C comes as a key; the terminal library tells of it a second time, which would count as pressed twice.
        terminal.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_IGN);
        Thread screen = Thread.currentThread();
        Thread hook = new Thread(() -> ended(screen), "chat-end");
        Runtime.getRuntime().addShutdownHook(hook);
        surface.write(SET_UP);
        Thread keys = Thread.ofPlatform().daemon().name("keys").start(this::readKeys);
        try {
            room.welcome();
            first.ifPresent(room::submit);
            live();
            awaitWork();
        } finally {
            room.end();
            surface.write(TEAR_DOWN);
            terminal.setAttributes(before);
            keys.interrupt();
            forget(hook);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is being ended: the hook waits for us.
            return;
        }
    }

    /** Somebody ends the program: what was heard is saved first, and the terminal left as it was. */
    private void ended(Thread screen) {
        happenings.add(room::leave);
        join(screen);
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        long drawn = 0;
        boolean dirty = true;
        while (!room.hasLeft()) {
            long now = world.clock().millis();
            long due = drawn + FRAME.toMillis();
            if (urgent || (dirty && now >= due) || (room.isBusy() && now >= drawn + TICK.toMillis())) {
                urgent = false;
                dirty = false;
                drawn = now;
                surface.refresh();
                room.draw();
            }
            Runnable next = next(dirty ? Math.max(1, due - now) : room.isBusy() ? TICK.toMillis() : Long.MAX_VALUE);
            while (next != null) {
                dirty = true;
                next.run();
                next = happenings.poll();
            }
        }
    }

    private @org.jspecify.annotations.Nullable Runnable next(long millis) {
        try {
            return happenings.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            room.leave();
            return null;
        }
    }

    /** A turn that was stopped saves what was heard; the program does not end before that. */
    private void awaitWork() {
        room.worker().ifPresent(ChatScreen::join);
        for (Runnable next = happenings.poll(); next != null; next = happenings.poll()) {
            next.run();
        }
    }

    private void readKeys() {
        Keys keys = new Keys();
        try {
            Typing typing = new Typing(NonBlocking.nonBlocking("keys", terminal.input()));
            while (true) {
                Optional<String> typed = typing.read(keys.isWaiting() ? ESCAPE : LONG);
                if (typed.isEmpty()) {
                    happenings.add(room::leave);
                    return;
                }
                List<Key> pressed = typed.get().isEmpty() ? keys.idle() : keys.take(typed.get());
                for (Key key : pressed) {
                    happenings.add(() -> {
                        urgent = true;
                        room.press(key);
                    });
                }
            }
        } catch (IOException e) {
            happenings.add(room::leave);
        }
    }

    @Override
    public Thread start(Runnable work) {
        return Thread.ofVirtual().start(work);
    }

    @Override
    public void onScreen(Runnable change) {
        happenings.add(change);
    }

    /** A terminal's size, asked for once a frame. */
    private static final class TerminalSurface implements Surface {
        private final Terminal terminal;
        private int width = 80;
        private int rows = 24;

        TerminalSurface(Terminal terminal) {
            this.terminal = terminal;
            refresh();
        }

        void refresh() {
            Size size = terminal.getSize();
            width = size.getColumns() <= 0 ? 80 : size.getColumns();
            rows = size.getRows() <= 0 ? 24 : size.getRows();
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public void write(String characters) {
            try {
                terminal.output().write(characters.getBytes(StandardCharsets.UTF_8));
                terminal.output().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

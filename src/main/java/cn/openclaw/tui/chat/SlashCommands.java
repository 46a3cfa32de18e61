package cn.openclaw.tui.chat;

import cn.openclaw.base.Text;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.PartnerEvent;
import cn.openclaw.tui.SafeText;
import cn.openclaw.tui.Standing;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Does what a word after a slash asks for. */
final class SlashCommands {
    private static final List<String> VERBOSE = List.of("off", "on", "full");
    private static final String SHELL_CALL = "!";

    private final Room room;

    SlashCommands(Room room) {
        this.room = room;
    }

    /** A line with a slash. Words that are near a command are asked about; others are the model's, unchanged. */
    void run(SlashCommand.Line line, String whole) {
        Optional<SlashCommand> known = SlashCommand.of(line.name());
        Optional<SlashCommand> near = known.isPresent() ? known : SlashCommand.near(line.name());
        if (known.isPresent()) {
            if (known.get() == SlashCommand.CHANNEL) {
                room.say(ChatText.ONLY_CHANNELS, line.name());
            } else {
                run(known.get(), line.arguments());
            }
        } else if (near.isPresent()) {
            ask(line, near.get(), whole);
        } else {
            room.send(whole);
        }
    }

    /** What a near miss leads to. */
    private enum Meant {
        COMMAND,
        WORDS,
        EDIT
    }

    private void ask(SlashCommand.Line line, SlashCommand near, String whole) {
        String name = "/" + near.name(room.language());
        List<Question.Answer<Meant>> answers = List.of(
                new Question.Answer<>(Meant.COMMAND, "1y", ChatText.MEANT_YES.in(room.language(), name)),
                new Question.Answer<>(Meant.WORDS, "2s", ChatText.MEANT_SEND.in(room.language())),
                new Question.Answer<>(Meant.EDIT, "3e", ChatText.MEANT_EDIT.in(room.language())));
        room.ask(ChatText.MEANT.in(room.language(), SafeText.line(line.name()), name), answers, meant -> {
            switch (meant) {
                case COMMAND -> run(near, line.arguments());
                case WORDS -> room.send(whole);
                case EDIT -> room.edit(whole);
            }
        });
    }

    void run(SlashCommand command, String arguments) {
        Partner partner = room.partner();
        switch (command) {
            case HELP -> room.print(Welcome.help(room.width(), room.language()));
            case STATUS -> room.change(partner::standing, now -> room.print(Welcome.status(now, room.width(), room.language())));
            case MODEL -> model(arguments);
            case MODELS -> chooseModel();
            case THINK -> think(arguments);
            case REASONING -> reasoning(arguments);
            case SESSIONS -> idle(() -> sessions(arguments));
            case NEW -> idle(() -> room.change(partner::newSession, _ -> {
                room.say(ChatText.NEW_SESSION);
                if (!arguments.isEmpty()) {
                    room.send(arguments);
                }
            }));
            case RESET -> idle(() -> room.change(partner::resetSession, _ -> room.say(ChatText.WAS_RESET)));
            case COMPACT -> idle(() -> compact(arguments));
            case USAGE -> room.background(partner::usage, lines -> room.print(lines.stream().map(SafeText::line).map(Line::plain).toList()));
            case ABORT -> room.stop();
            case VERBOSE -> verbose(arguments);
            case AGENT -> idle(() -> agent(arguments));
            case EXPORT -> export(arguments);
            case CLEAR -> room.clearScreen();
            case CHANNEL -> {}
            case EXIT -> room.leave();
        }
    }

    private void idle(Runnable command) {
        if (room.isBusy()) {
            room.say(ChatText.NOT_NOW);
        } else {
            command.run();
        }
    }

    private void model(String wanted) {
        if (wanted.isEmpty()) {
            chooseModel();
            return;
        }
        boolean back = wanted.equals("default") || wanted.equals("缺省") || wanted.equals("默认");
        room.change(() -> room.partner().chooseModel(back ? "" : wanted), this::modelIs);
    }

    private void chooseModel() {
        room.background(room.partner()::models, models -> room.pick(
                ChatText.PICK_MODEL, models, model -> room.change(() -> room.partner().chooseModel(model.id()), this::modelIs)));
    }

    private void modelIs(Standing now) {
        room.say(ChatText.MODEL_IS, now.model());
    }

    private void think(String level) {
        if (!level.isEmpty()) {
            room.change(() -> room.partner().think(level), this::thinkingIs);
            return;
        }
        room.background(room.partner()::thinkingLevels, levels -> room.pick(
                ChatText.PICK_THINKING, levels, chosen -> room.change(() -> room.partner().think(chosen.id()), this::thinkingIs)));
    }

    private void thinkingIs(Standing now) {
        Object level = now.thinking().isEmpty() ? ChatText.BY_MODEL : now.thinking();
        room.say(ChatText.THINK_IS, level);
    }

    private void reasoning(String arguments) {
        boolean shown = arguments.isEmpty() ? !room.isShowingThinking() : !List.of("off", "hide", "关", "收起").contains(arguments);
        room.showThinking(shown);
        room.say(shown ? ChatText.THINKING_SHOWN : ChatText.THINKING_FOLDED);
        if (shown && !room.isBusy()) {
            room.turn().ifPresent(turn -> room.print(turn.lastThoughts()));
        }
    }

    private void sessions(String wanted) {
        room.background(room.partner()::sessions, sessions -> {
            Optional<Partner.Option> exact = sessions.stream()
                    .filter(session -> !wanted.isEmpty() && (session.id().equals(wanted) || session.id().endsWith(":" + wanted)))
                    .findFirst();
            if (exact.isPresent()) {
                open(exact.get());
            } else {
                room.pick(ChatText.PICK_SESSION, sessions, this::open);
            }
        });
    }

    private void open(Partner.Option session) {
        room.change(() -> room.partner().openSession(session.id()), now -> {
            room.say(ChatText.SESSION_IS, now.session());
            room.showPast(6);
        });
    }

    private void compact(String instructions) {
        room.job(() -> {
            String sentence = room.partner().compact(instructions, room::heard);
            return () -> room.say(new Text("{0}", "{0}"), sentence);
        });
    }

    private void verbose(String wanted) {
        String level = switch (wanted) {
            case "" -> VERBOSE.get((VERBOSE.indexOf(room.standing().verbose()) + 1) % VERBOSE.size());
            case "关", "no", "0", "false" -> "off";
            case "开", "yes", "1", "true" -> "on";
            case "全部", "all", "everything" -> "full";
            default -> wanted.toLowerCase(Locale.ROOT);
        };
        if (!VERBOSE.contains(level)) {
            room.say(ChatText.VERBOSE_BAD);
            return;
        }
        room.turn().ifPresent(turn -> turn.verbose(level));
        room.change(() -> room.partner().verbose(level), now -> room.say(ChatText.VERBOSE_IS, now.verbose()));
    }

    /** All that the tools of this turn said. */
    void showTools() {
        room.turn().ifPresent(turn -> room.print(turn.tools()));
    }

    private void agent(String wanted) {
        if (!wanted.isEmpty()) {
            room.change(() -> room.partner().chooseAgent(wanted), this::agentIs);
            return;
        }
        room.background(room.partner()::agents, agents -> room.pick(
                ChatText.PICK_AGENT, agents, chosen -> room.change(() -> room.partner().chooseAgent(chosen.id()), this::agentIs)));
    }

    private void agentIs(Standing now) {
        room.say(ChatText.AGENT_IS, now.agent());
        room.showPast(2);
    }

    private void export(String name) {
        room.background(() -> room.partner().past(Integer.MAX_VALUE), past -> {
            if (past.isEmpty()) {
                room.say(ChatText.EXPORT_EMPTY);
                return;
            }
            StringBuilder text = new StringBuilder("# " + room.standing().session() + "\n");
            for (Partner.Past said : past) {
                String who = said.mine() ? ChatText.EXPORT_ME.in(room.language()) : "openclaw-cn";
                text.append("\n## ").append(who).append("\n\n").append(said.words().strip()).append('\n');
            }
            write(name, text.toString());
        });
    }

    private void write(String name, String text) {
        String plain = room.standing().session().replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        String file = name.isEmpty() ? "openclaw-" + plain + ".md" : name;
        try {
            Path path = room.world().environment().workingDirectory().resolve(file);
            Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            room.say(ChatText.EXPORTED, path);
        } catch (FileAlreadyExistsException e) {
            room.say(ChatText.EXPORT_EXISTS, file);
        } catch (IOException | InvalidPathException e) {
            room.warn(ChatText.EXPORT_FAILED.in(room.language(), file, String.valueOf(e.getMessage())));
        }
    }

    /** Runs a command of the person's, if they consent. */
    void shell(String command) {
        List<Question.Answer<Boolean>> answers = List.of(
                new Question.Answer<>(true, "1y", ChatText.SHELL_YES.in(room.language())),
                new Question.Answer<>(false, "2n", ChatText.SHELL_NO.in(room.language())));
        String folder = room.world().environment().workingDirectory().toString();
        String title = ChatText.SHELL_ASK.in(room.language(), folder, SafeText.visible(command).replace('\n', ' '));
        idle(() -> room.ask(title, answers, yes -> {
            if (yes) {
                runShell(command);
            }
        }));
    }

    private void runShell(String command) {
        room.job(() -> {
            room.heard(new PartnerEvent.ToolStarted(SHELL_CALL, SHELL_CALL, command));
            PartnerEvent.ToolEnded end = shellEnd(command);
            room.heard(end);
            return () -> {};
        });
    }

    private PartnerEvent.ToolEnded shellEnd(String command) throws InterruptedException {
        try {
            LocalShell.Result result = LocalShell.run(
                    command,
                    room.world().environment().workingDirectory(),
                    room.world().environment().variables(),
                    words -> room.heard(new PartnerEvent.ToolProgress(SHELL_CALL, words)));
            String output = result.output().isBlank() ? ChatText.SHELL_EMPTY.in(room.language()) : result.output();
            String words = result.exitCode() == 0 ? output : output + "\n" + ChatText.SHELL_EXIT.in(room.language(), result.exitCode());
            return new PartnerEvent.ToolEnded(SHELL_CALL, result.exitCode() != 0, words, Optional.empty());
        } catch (IOException e) {
            String words = ChatText.SHELL_FAILED.in(room.language(), String.valueOf(e.getMessage()));
            return new PartnerEvent.ToolEnded(SHELL_CALL, true, words, Optional.empty());
        }
    }

    /** What can follow a command, to be completed. */
    List<String> argumentWords(String name) {
        SlashCommand command = SlashCommand.of(name).orElse(SlashCommand.CHANNEL);
        return switch (command) {
            case VERBOSE -> VERBOSE;
            case REASONING -> List.of("on", "off");
            case THINK -> new ArrayList<>(List.of("off", "minimal", "low", "medium", "high", "xhigh", "max", "关", "最小", "低", "中", "高", "极高", "最大"));
            case MODEL -> List.of("default");
            case HELP, STATUS, MODELS, SESSIONS, NEW, RESET, COMPACT, USAGE, ABORT, AGENT, EXPORT, CLEAR, CHANNEL, EXIT -> List.of();
        };
    }
}

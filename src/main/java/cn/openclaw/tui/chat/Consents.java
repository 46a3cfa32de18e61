package cn.openclaw.tui.chat;

import cn.openclaw.tui.Ask;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.SafeText;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Asks the person on the screen what the mind asks on its own threads; several questions wait in line. */
final class Consents implements Partner.Decider {
    private final Room room;
    private final Errands errands;
    private final Deque<Panel> panels;

    Consents(Room room, Errands errands, Deque<Panel> panels) {
        this.room = room;
        this.errands = errands;
        this.panels = panels;
    }

    /** On the thread that needs to know; an interruption takes the question away. */
    @Override
    public Partner.Answer ask(Ask ask) throws InterruptedException {
        BlockingQueue<Partner.Answer> answer = new ArrayBlockingQueue<>(1);
        Panel[] shown = new Panel[1];
        errands.onScreen(() -> {
            shown[0] = question(ask, answer);
            panels.addLast(shown[0]);
        });
        try {
            return answer.take();
        } catch (InterruptedException e) {
            errands.onScreen(() -> panels.removeIf(panel -> panel == shown[0]));
            throw e;
        }
    }

    private Panel question(Ask ask, BlockingQueue<Partner.Answer> answer) {
        List<Question.Answer<Partner.Answer>> answers = new ArrayList<>();
        answers.add(new Question.Answer<>(Partner.Answer.ONCE, "1y", ChatText.ASK_ONCE.in(room.language())));
        if (!ask.always().isEmpty()) {
            String always = ChatText.ASK_ALWAYS.in(room.language(), SafeText.line(ask.always()));
            answers.add(new Question.Answer<>(Partner.Answer.ALWAYS, "2a", always));
        }
        answers.add(new Question.Answer<>(Partner.Answer.DENY, "3n", ChatText.ASK_DENY.in(room.language())));
        List<Line> card = AskCard.lines(ask, room.width(), room.paint(), room.language());
        Question.Setting setting = new Question.Setting(room.language(), room.paint(), room.world().clock());
        return new Question<>(ChatText.ASK_TITLE.in(room.language()), answers, given -> {
            room.print(List.of(AskCard.decided(given, room.paint(), room.language())));
            answer.add(given);
        }, setting, () -> room.print(card));
    }
}

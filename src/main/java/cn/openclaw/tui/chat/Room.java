package cn.openclaw.tui.chat;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.PartnerEvent;
import cn.openclaw.tui.Standing;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where commands do their work: a screen, or plain lines. */
interface Room {
    Partner partner();

    ChatWorld world();

    Paint paint();

    /** The widest line, in cells. */
    int width();

    /** How things stood when the partner was asked last. */
    Standing standing();

    /** Lines to keep. */
    void print(List<Line> lines);

    /** A sentence that must not be missed. */
    void warn(String sentence);

    /** Asks the partner something and uses the answer, which may come later. */
    <T> void background(Supplier<T> question, Consumer<T> use);

    /** The same, where the answer is how things stand now. */
    void change(Supplier<Standing> change, Consumer<Standing> then);

    void pick(Text title, List<Partner.Option> options, Consumer<Partner.Option> chosen);

    <T> void ask(String title, List<Question.Answer<T>> answers, Consumer<T> chosen);

    /** Says something to the model. */
    void send(String words);

    /** Gives the person words to change. */
    void edit(String words);

    /** Does something that may take long and be interrupted. */
    void job(Work work);

    /** Something of a job was heard, on any thread. */
    void heard(PartnerEvent event);

    boolean isBusy();

    /** Stops what is under way. */
    void stop();

    void leave();

    void clearScreen();

    boolean isShowingThinking();

    void showThinking(boolean shown);

    /** The turn that is or was last on the screen. */
    Optional<TurnView> turn();

    /** Shows the last words of a conversation that goes on. */
    void showPast(int limit);

    /** Something that may take long. */
    interface Work {
        /** Does it; what it returns is done on the screen's thread. */
        Runnable done() throws InterruptedException;
    }

    default Language language() {
        return world().language();
    }

    /** A sentence of ours. */
    void say(Text text, Object... arguments);
}

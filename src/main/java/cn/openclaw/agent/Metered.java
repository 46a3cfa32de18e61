package cn.openclaw.agent;

import cn.openclaw.journal.Requests;
import cn.openclaw.ledger.Call;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.Outcome;
import cn.openclaw.ledger.Price;
import cn.openclaw.ledger.Status;
import cn.openclaw.ledger.Tariff;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Pause;
import cn.openclaw.llm.TokenEstimate;
import cn.openclaw.llm.Usage;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** A model whose every call is in the ledger; under a cap it is asked only with the money put aside. */
final class Metered implements ChatModel {
    /** Our count of a prompt's tokens may be a tenth too low, and for a few words more. */
    private static final double DOUBT = 1.1;

    private static final int FEW = 64;

    private final ChatModel model;
    private final Desk desk;
    private final Candidate candidate;
    private final Tariff tariff;
    private final long mostOutput;
    private final Consumer<LlmNotice> notices;

    /** Who pays, and where it is written down and announced. */
    record Desk(Ledger ledger, Traffic.Account account, Pause pause, Requests requests) {}

    /**
     * What is known of the model.
     *
     * @param mostOutput tokens an answer may have, unless a request says less
     */
    record Subject(Candidate candidate, Tariff tariff, long mostOutput) {}

    Metered(ChatModel model, Desk desk, Subject subject, Consumer<LlmNotice> notices) {
        this.model = model;
        this.desk = desk;
        this.candidate = subject.candidate();
        this.tariff = subject.tariff();
        this.mostOutput = subject.mostOutput();
        this.notices = notices;
    }

    @Override
    public Message.Assistant chat(ChatRequest request, Consumer<ChatEvent> listener) throws InterruptedException {
        Optional<String> profile = Optional.of(candidate.label()).filter(label -> !label.isEmpty());
        Call call = desk.ledger().call(
                desk.account().caller(), candidate.model().provider(), candidate.model().model(), profile, candidate.api().id());
        ChatRequest sent = desk.account().budget().isEmpty() ? request : afford(call, request);
        Heard heard = new Heard(listener);
        Announcement announcement = new Announcement(desk.requests(), call);
        Optional<Outcome> outcome = Optional.empty();
        try {
            Message.Assistant answer = model.chat(sent, heard);
            boolean counted = answer.usage().reported();
            outcome = Optional.of(counted ? tariff.outcome(Status.OK, answer.usage()) : guess(Status.OK, sent, heard));
            announcement.answered(answer);
            return answer;
        } catch (LlmException e) {
            outcome = Optional.of(failed(e, sent, heard));
            announcement.failed(e);
            throw e;
        } catch (InterruptedException e) {
            outcome = Optional.of(guess(Status.ABORTED, sent, heard));
            throw e;
        } finally {
            Outcome known = outcome.orElseGet(() -> guess(Status.FAILED, sent, heard));
            settle(call, known);
            announcement.over(known, heard.firstAt, heard.words.length());
        }
    }

    /** The same request, with no longer an answer than there is money for. */
    private ChatRequest afford(Call call, ChatRequest request) throws InterruptedException {
        long asked = request.options().maxTokens().map(Integer::longValue).orElse(mostOutput);
        Ledger.Wish wish = new Ledger.Wish(tariff, prompt(request), asked);
        Ledger.Reservation reserved = desk.ledger().reserve(call, desk.account().budget(), wish, notices, desk.pause());
        if (reserved.outputTokens() >= asked) {
            return request;
        }
        ChatRequest.Options all = request.options();
        ChatRequest.Options shorter = new ChatRequest.Options(
                all.thinking(), Optional.of((int) reserved.outputTokens()), all.cacheKey(), all.toolChoice(), all.params());
        return new ChatRequest(request.system(), request.messages(), request.tools(), shorter);
    }

    private static long prompt(ChatRequest request) {
        return (long) (TokenEstimate.of(request) * DOUBT) + FEW;
    }

    /** A refusal before the answer began costs nothing; of an answer that broke off what was heard is paid for. */
    private Outcome failed(LlmException failure, ChatRequest sent, Heard heard) {
        if (failure.heard().usage().reported()) {
            return tariff.outcome(Status.FAILED, failure.heard().usage());
        }
        boolean began = heard.anything || !failure.heard().parts().isEmpty();
        boolean refused = switch (failure.failure()) {
            case LlmFailure.Unauthorized _, LlmFailure.ClientRefused _, LlmFailure.OutOfCredit _, LlmFailure.RateLimited _,
                    LlmFailure.Overloaded _, LlmFailure.NoSuchModel _, LlmFailure.ContextOverflow _,
                    LlmFailure.ContentFiltered _, LlmFailure.Refused _ -> true;
            case LlmFailure.Unavailable(_, var limit) -> limit.isEmpty() || switch (limit.get()) {
                case REQUEST, UNKNOWN_HOST, CONNECT, TLS, PROXY, CONNECT_LIMIT -> true;
                // It may have thought for all that time.
                case FIRST_BYTE_LIMIT, STALL_LIMIT, TOTAL_LIMIT, BROKEN -> false;
            };
        };
        return refused && !began
                ? Outcome.unpriced(Status.FAILED, Usage.UNKNOWN, Price.NOTHING)
                : guess(Status.FAILED, sent, heard);
    }

    private Outcome guess(Status status, ChatRequest sent, Heard heard) {
        // Without a price there is nothing to count tokens for.
        return tariff.cost().isEmpty()
                ? tariff.estimated(status, 0, 0)
                : tariff.estimated(status, prompt(sent), TokenEstimate.of(heard.words.toString()));
    }

    private void settle(Call call, Outcome outcome) {
        try {
            desk.ledger().settle(call, outcome);
        } catch (IOException e) {
            notices.accept(LlmNotice.of(AgentText.NOT_IN_LEDGER, String.valueOf(e.getMessage())));
        }
    }

    private static final class Heard implements Consumer<ChatEvent> {
        private final Consumer<ChatEvent> listener;
        private final StringBuilder words = new StringBuilder();
        private boolean anything;
        /** By {@link System#nanoTime}; 0 before anything was heard. */
        private long firstAt;

        Heard(Consumer<ChatEvent> listener) {
            this.listener = listener;
        }

        @Override
        public void accept(ChatEvent piece) {
            if (!anything) {
                anything = true;
                firstAt = System.nanoTime();
            }
            switch (piece) {
                case ChatEvent.TextDelta(String text) -> words.append(text);
                case ChatEvent.ThinkingDelta(String text) -> words.append(text);
                case ChatEvent.ToolCallReady(var call) -> words.append(call.name()).append(call.arguments());
            }
            listener.accept(piece);
        }
    }
}

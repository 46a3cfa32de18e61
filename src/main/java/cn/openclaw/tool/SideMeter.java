package cn.openclaw.tool;

import cn.openclaw.ledger.Budget;
import cn.openclaw.ledger.Call;
import cn.openclaw.ledger.Caller;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.Outcome;
import cn.openclaw.ledger.Price;
import cn.openclaw.ledger.Status;
import cn.openclaw.ledger.Tariff;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Pause;
import cn.openclaw.llm.TokenEstimate;
import cn.openclaw.llm.Usage;
import cn.openclaw.provider.CatalogModel;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Writes what tools ask of models into the ledger, under the same caps as the turn they run in. */
final class SideMeter {
    private static final double DOUBT = 1.1;

    private final Ledger ledger;
    private final Budget budget;
    private final Caller caller;

    SideMeter(Tool.Context context) {
        ToolWorld world = context.world();
        ToolRun turn = context.turn();
        this.ledger = world.kept(
                Ledger.class,
                _ -> new Ledger(world.places().stateDir(), world.clock(), ZoneId::systemDefault, RandomGenerator.getDefault()));
        this.budget = Budget.of(world.snapshot().config(), turn.agentId()).and(turn.payer().budget());
        String session = turn.sessionId().value();
        this.caller = new Caller(turn.agentId(), turn.key().toString(), session, turn.runId(), turn.payer().name());
    }

    /** The model, each of its calls counted. */
    ChatModel around(ChatModel model, CatalogModel known, boolean keyless) {
        Tariff tariff = Tariff.of(known, keyless);
        return (request, listener) -> {
            Call call = ledger.call(
                    caller, known.ref().provider(), known.ref().model(), Optional.empty(), known.api().id());
            long prompt = (long) (TokenEstimate.of(request) * DOUBT);
            ChatRequest sent = budget.isEmpty() ? request : afford(call, request, new Ledger.Wish(tariff, prompt, known.definition().maxTokens()));
            Outcome outcome = tariff.estimated(Status.ABORTED, prompt, 0);
            try {
                Message.Assistant answer = model.chat(sent, listener);
                outcome = answer.usage().reported()
                        ? tariff.outcome(Status.OK, answer.usage())
                        : tariff.estimated(Status.OK, prompt, TokenEstimate.of(answer));
                return answer;
            } catch (LlmException e) {
                Usage usage = e.heard().usage();
                outcome = usage.reported()
                        ? tariff.outcome(Status.FAILED, usage)
                        : Outcome.unpriced(Status.FAILED, Usage.UNKNOWN, Price.NOTHING);
                throw e;
            } finally {
                settle(call, outcome);
            }
        };
    }

    private ChatRequest afford(Call call, ChatRequest request, Ledger.Wish wish) throws InterruptedException {
        long tokens = ledger.reserve(call, budget, wish, _ -> {}, Pause.REAL).outputTokens();
        ChatRequest.Options all = request.options();
        return tokens >= wish.outputTokens()
                ? request
                : new ChatRequest(
                        request.system(),
                        request.messages(),
                        request.tools(),
                        new ChatRequest.Options(all.thinking(), Optional.of((int) tokens), all.cacheKey(), all.toolChoice(), all.params()));
    }

    private void settle(Call call, Outcome outcome) {
        try {
            ledger.settle(call, outcome);
        } catch (IOException e) {
            // The disk refuses: what was asked is answered all the same, and the turn's own calls say so.
            return;
        }
    }
}

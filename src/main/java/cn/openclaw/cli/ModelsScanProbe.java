package cn.openclaw.cli;

import cn.openclaw.auth.Key;
import cn.openclaw.base.ClawException;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.WireFormats;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.node.ObjectNode;

/** Asks each candidate to call a tool, and to look at a picture if it says that it can. */
final class ModelsScanProbe {
    /** One white pixel. */
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=";

    private final ModelsContext context;
    private final Http http;
    private final ModelsScan.Options options;

    ModelsScanProbe(ModelsContext context, Http http, ModelsScan.Options options) {
        this.context = context;
        this.http = http;
        this.options = options;
    }

    List<ScanModel> run(List<ScanModel> models) throws InterruptedException {
        Semaphore places = new Semaphore(Math.max(1, options.concurrency()));
        List<Callable<ScanModel>> questions = new ArrayList<>();
        for (ScanModel model : models) {
            questions.add(() -> {
                places.acquire();
                try {
                    return model.with(
                            model.listsTools() ? check(model, true) : ScanModel.Check.NOT_ASKED,
                            model.images() ? check(model, false) : ScanModel.Check.NOT_ASKED);
                } finally {
                    places.release();
                }
            });
        }
        List<ScanModel> answers = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ScanModel> answer : executor.invokeAll(questions)) {
                answers.add(answer.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a probe failed in a way it does not know", e.getCause());
        }
        return answers;
    }

    private ScanModel.Check check(ScanModel model, boolean tool) throws InterruptedException {
        long start = System.nanoTime();
        try {
            CatalogModel known = context.catalog.find(new ModelRef("openrouter", model.id())).orElseThrow();
            CatalogProvider provider = context.catalog.provider("openrouter").orElseThrow();
            Key key = context.keys.candidates(ModelsContext.request(provider, model.id())).getFirst();
            Duration limit = Duration.ofMillis(Math.max(1, options.timeoutMillis()));
            var endpoint = new Endpoints(context.catalog)
                    .of(known, Optional.of(key.secret()), new HttpLimits(limit, limit, limit, limit));
            Message.Assistant answer = WireFormats.open(endpoint, http).chat(tool ? toolQuestion() : imageQuestion(), _ -> {});
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            boolean ok = tool ? !answer.toolCalls().isEmpty() : !answer.parts().isEmpty();
            return new ScanModel.Check(true, ok, millis, ok ? "" : "no tool call");
        } catch (ClawException e) {
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            return new ScanModel.Check(true, false, millis, e.in(context.cli.language()));
        }
    }

    private static ChatRequest toolQuestion() {
        ObjectNode schema = Json.object();
        schema.put("type", "object");
        schema.putObject("properties");
        return new ChatRequest(
                "",
                List.of(Message.User.of("Call the ping tool with an empty object.")),
                List.of(new ChatRequest.ToolDefinition("ping", "Answers with pong.", schema)),
                brief(256));
    }

    private static ChatRequest imageQuestion() {
        List<Part> parts = List.of(new Part.Text("Reply with OK."), new Part.Media("image/png", PIXEL));
        return new ChatRequest("", List.of(new Message.User(parts)), List.of(), brief(16));
    }

    private static ChatRequest.Options brief(int tokens) {
        return new ChatRequest.Options(
                Optional.empty(), Optional.of(tokens), Optional.empty(), Optional.empty(), Optional.empty());
    }
}

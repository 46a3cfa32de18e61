package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpReply;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.provider.CatalogProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models scan}: OpenRouter's free models, tried for tools and images on request, and taken as fallbacks. */
final class ModelsScan {
    private static final int LIMIT = 32 * 1024 * 1024;

    private final ModelsContext context;
    private final Options options;

    /** The command's flags; see its help for their meaning and defaults. */
    record Options(
            int minParams,
            int maxAgeDays,
            Optional<String> maker,
            int maxCandidates,
            int timeoutMillis,
            int concurrency,
            boolean probe,
            boolean yes,
            boolean noInput,
            boolean setDefault,
            boolean setImage,
            boolean json) {}

    ModelsScan(ModelsContext context, Options options) {
        this.context = context;
        this.options = options;
    }

    ExitCode run() throws InterruptedException {
        CatalogProvider provider = context.catalog
                .provider("openrouter")
                .orElseThrow(() -> new UsageException(ModelsText.NO_PROVIDER, "openrouter", "models.mode = replace"));
        if (options.probe() && !context.hasAccess(provider)) {
            throw new UsageException(ModelsText.SCAN_NEEDS_KEY);
        }
        Http http = Network.of(context.cli);
        List<ScanModel> models = wanted(fetch(http, provider));
        if (options.probe()) {
            models = new ModelsScanProbe(context, http, options).run(models);
        }
        if (options.json() && !options.probe()) {
            context.cli.out().println(Json.pretty(array(models)));
            return ExitCode.OK;
        }
        return options.json() ? json(models) : text(models);
    }

    private JsonNode fetch(Http http, CatalogProvider provider) throws InterruptedException {
        URI uri = URI.create(provider.baseUrl() + "/models");
        Duration limit = Duration.ofMillis(Math.max(1000, options.timeoutMillis()));
        // The list is public: no key is sent for it.
        try (HttpReply reply =
                http.send(HttpCall.get(uri, Map.of(), new HttpLimits(limit, limit, limit, limit.multipliedBy(2))))) {
            JsonNode data = reply.status() < 400 ? Json.at(Json.parse(reply.body(LIMIT)), "data") : null;
            if (data == null || !data.isArray()) {
                throw new ScanRefused(reply.status());
            }
            return data;
        } catch (JsonException e) {
            throw new ScanRefused(200);
        }
    }

    /** No list came. */
    static final class ScanRefused extends cn.openclaw.base.ClawException {
        ScanRefused(int status) {
            super(ModelsText.SCAN_REFUSED, status);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.UNAVAILABLE;
        }
    }

    /** The free ones that fit, the ones with tools first, then the largest windows. */
    private List<ScanModel> wanted(JsonNode data) {
        Instant oldest = options.maxAgeDays() > 0
                ? context.cli.clock().instant().minus(Duration.ofDays(options.maxAgeDays()))
                : Instant.EPOCH;
        List<ScanModel> fitting = new ArrayList<>();
        for (JsonNode item : data) {
            ScanModel.read(item)
                    .filter(model -> model.created().isAfter(oldest) || options.maxAgeDays() == 0)
                    .filter(model -> options.minParams() == 0 || model.params().orElse(0.0) >= options.minParams())
                    .filter(model -> options.maker().isEmpty() || model.id().startsWith(options.maker().get() + "/"))
                    .ifPresent(fitting::add);
        }
        fitting.sort(Comparator.comparing(ScanModel::listsTools)
                .reversed()
                .thenComparing(Comparator.comparingInt(ScanModel::contextWindow).reversed())
                .thenComparing(ScanModel::id));
        return fitting;
    }

    private List<ScanModel> selected(List<ScanModel> models) {
        return models.stream()
                .filter(model -> options.probe() ? model.tool().ok() : model.listsTools())
                .limit(options.maxCandidates())
                .toList();
    }

    private List<ScanModel> images(List<ScanModel> models) {
        return models.stream()
                .filter(model -> model.images() && (!options.probe() || model.image().ok()))
                .limit(options.maxCandidates())
                .toList();
    }

    private ExitCode json(List<ScanModel> models) {
        List<ScanModel> selected = selected(models);
        List<ScanModel> images = images(models);
        ObjectNode answer = Json.object();
        ArrayNode chosen = answer.putArray("selected");
        selected.forEach(model -> chosen.add(model.ref()));
        ArrayNode chosenImages = answer.putArray("selectedImages");
        images.forEach(model -> chosenImages.add(model.ref()));
        boolean save = options.yes() && !selected.isEmpty();
        answer.put("setDefault", save && options.setDefault());
        answer.put("setImage", save && options.setImage() && !images.isEmpty());
        answer.set("results", array(models));
        ArrayNode warnings = answer.putArray("warnings");
        if (selected.isEmpty()) {
            warnings.add(ModelsText.SCAN_NONE_WORKS.in(context.cli.language()));
        } else if (!save) {
            warnings.add(ModelsText.SCAN_ASK.in(context.cli.language(), selected.size()));
        }
        if (save) {
            context.file.save(edits(selected, images));
        }
        context.cli.out().println(Json.pretty(answer));
        return ExitCode.OK;
    }

    private ExitCode text(List<ScanModel> models) {
        if (models.isEmpty()) {
            context.cli.print(ModelsText.SCAN_NONE);
            return ExitCode.OK;
        }
        context.cli.print(ModelsText.SCAN_FOUND, models.size());
        models.forEach(model -> context.cli.out().println("- " + model.line(options.probe())));
        List<ScanModel> selected = selected(models);
        if (!options.probe() || selected.isEmpty()) {
            if (options.probe()) {
                context.cli.print(ModelsText.SCAN_NONE_WORKS);
            }
            return ExitCode.OK;
        }
        if (!options.yes() && !confirmed(selected.size())) {
            context.cli.say(ModelsText.SCAN_ASK, selected.size());
            return ExitCode.OK;
        }
        context.save(edits(selected, images(models)));
        context.cli.print(
                ModelsText.SCAN_SAVED, String.join(", ", selected.stream().map(ScanModel::ref).toList()));
        return ExitCode.OK;
    }

    private boolean confirmed(int count) {
        if (options.noInput() || !context.cli.screen().in()) {
            return false;
        }
        context.cli.err().print(ModelsText.SCAN_TAKE.in(context.cli.language(), count));
        context.cli.err().flush();
        try {
            int answer = context.cli.in().read();
            return answer == 'y' || answer == 'Y';
        } catch (IOException e) {
            return false;
        }
    }

    private List<ConfigEdit> edits(List<ScanModel> selected, List<ScanModel> images) {
        List<ConfigEdit> edits = new ArrayList<>();
        edits.add(ConfigEdit.set(ModelsEdits.path("model", "fallbacks"), list(selected)));
        if (options.setDefault()) {
            edits.add(ConfigEdit.set(
                    ModelsEdits.path("model", "primary"), ModelsEdits.quoted(selected.getFirst().ref())));
        }
        if (!images.isEmpty()) {
            edits.add(ConfigEdit.set(ModelsEdits.path("imageModel", "fallbacks"), list(images)));
            if (options.setImage()) {
                edits.add(ConfigEdit.set(
                        ModelsEdits.path("imageModel", "primary"), ModelsEdits.quoted(images.getFirst().ref())));
            }
        }
        return edits;
    }

    private static String list(List<ScanModel> models) {
        return "[" + String.join(", ", models.stream().map(model -> ModelsEdits.quoted(model.ref())).toList()) + "]";
    }

    private static ArrayNode array(List<ScanModel> models) {
        ArrayNode list = Json.array();
        models.forEach(model -> list.add(model.node()));
        return list;
    }
}

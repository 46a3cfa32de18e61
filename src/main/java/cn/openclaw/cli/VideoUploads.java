package cn.openclaw.cli;

import cn.openclaw.agent.AgentWorld;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.KeyRequest;
import cn.openclaw.auth.Keys;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.Part;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.Endpoints;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelResolver;
import cn.openclaw.provider.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Brings attached videos to where the model that will be asked can see them: small ones travel inside the request, others are given to
 * the platform first, with the key that the question will be asked with.
 */
final class VideoUploads {
    /** Before the path of a video that is still to be brought. */
    static final String LATER = "file:";

    private static final int INLINE_BYTES = 1_000_000;
    private static final HttpLimits PATIENT =
            new HttpLimits(Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofMinutes(15));

    private final AgentWorld world;
    private final Cli cli;
    private final String agentId;
    private final ModelCatalog catalog;

    private VideoUploads(AgentWorld world, Cli cli, String agentId) {
        this.world = world;
        this.cli = cli;
        this.agentId = agentId;
        this.catalog = new ModelCatalog(world.snapshot().config(), world.places().cacheDir());
    }

    /** The same request, its videos where they can be seen. */
    static RunRequest done(RunRequest request, AgentWorld world, Cli cli) throws InterruptedException {
        if (request.parts().stream().noneMatch(VideoUploads::isWaiting)) {
            return request;
        }
        String agentId = request.agentId().orElseGet(() -> world.snapshot().config().agents().defaultId());
        VideoUploads uploads = new VideoUploads(world, cli, agentId);
        CatalogModel model = uploads.model(request);
        List<Part> parts = new ArrayList<>();
        for (Part part : request.parts()) {
            parts.add(isWaiting(part) ? uploads.brought((Part.Media) part, model) : part);
        }
        return request.saying(parts);
    }

    private static boolean isWaiting(Part part) {
        return part instanceof Part.Media media && media.base64().startsWith(LATER);
    }

    /** Who will be asked, as a turn chooses: the model that is named, else the agent's, else the one for pictures if it alone sees. */
    private CatalogModel model(RunRequest request) {
        ClawConfig config = world.snapshot().config();
        ModelResolver resolver = new ModelResolver(config, catalog, agentId);
        ModelRef first = request.model().map(text -> resolver.require(text).ref()).orElseGet(resolver::primary);
        CatalogModel model = catalog.assume(first).orElseThrow();
        Optional<String> other = config.agents().defaults().imageModel().primary();
        if (!sees(model) && request.model().isEmpty() && other.isPresent()) {
            model = catalog.assume(resolver.resolve(other.get()).ref()).orElseThrow();
        }
        if (!sees(model)) {
            throw new UsageException(AgentCommandText.NO_VIDEO, model.ref());
        }
        return model;
    }

    private static boolean sees(CatalogModel model) {
        return model.definition().input().contains("video");
    }

    private Part.Media brought(Part.Media media, CatalogModel model) throws InterruptedException {
        Path file = Path.of(media.base64().substring(LATER.length()));
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UsageException(AgentCommandText.NO_FILE, file);
        }
        String provider = model.ref().provider();
        if (bytes.length <= INLINE_BYTES) {
            return new Part.Media(media.mimeType(), Base64.getEncoder().encodeToString(bytes));
        }
        if (!Uploads.areTakenBy(provider)) {
            throw new UsageException(AgentCommandText.BIG_VIDEO, provider, file.getFileName(), 1);
        }
        cli.say(AgentCommandText.UPLOADING, file.getFileName(), (bytes.length + (1 << 20) - 1) >> 20);
        Endpoint endpoint = new Endpoints(catalog).of(model, Optional.of(key(model).secret()), PATIENT);
        return new Part.Media(
                media.mimeType(), Uploads.upload(world.tools().http(), endpoint, "video", media.mimeType(), bytes));
    }

    private Key key(CatalogModel model) {
        CatalogProvider provider = catalog.provider(model.ref().provider()).orElseThrow();
        ClawConfig config = world.snapshot().config();
        AuthProfileStore store = new AuthProfileStore(
                world.places().authProfiles(config, agentId), world.clock(), world.snapshot().environment());
        return new Keys(config, world.snapshot().environment(), store)
                .candidates(new KeyRequest(
                        provider.id(), provider.otherIds(), provider.apiKeyEnv(), model.ref().model(), Optional.empty()))
                .getFirst();
    }
}

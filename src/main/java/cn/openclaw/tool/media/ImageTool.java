package cn.openclaw.tool.media;

import cn.openclaw.base.ClawException;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.tool.ArgumentsSchema;
import cn.openclaw.tool.Outside;
import cn.openclaw.tool.Pictures;
import cn.openclaw.tool.SideModels;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Asks the model that the person chose for pictures ({@code agents.defaults.imageModel}) what is in some. */
@AutoService(Tool.class)
public final class ImageTool implements Tool {
    private static final int MOST_IMAGES = 20;
    private static final String PROMPT = "Describe the image.";

    @Override
    public String name() {
        return "image";
    }

    @Override
    public String description() {
        return "Ask a model that sees about pictures: files of the workspace or web addresses. Pictures in the conversation need no tool.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema()
                .optional("prompt", "string", "What to ask; default: " + PROMPT)
                .optional("image", "string", "Path in the workspace, http(s) address, or data: URL")
                .texts("images", "Several of them")
                .optional("model", "string", "Another model, as provider/model")
                .optional("maxBytesMb", "number", "Largest file in MB; default " + (Pictures.MOST_BYTES >> 20))
                .number("maxImages", "How many at most; default " + MOST_IMAGES, 1, MOST_IMAGES)
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("path", "image", "url", "image", "file_path", "image", "question", "prompt");
    }

    private static ClawConfig.ModelChoice choice(Context context) {
        return context.world().snapshot().config().agents().defaults().imageModel();
    }

    @Override
    public boolean isOffered(Context context) {
        return choice(context).primary().isPresent();
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        List<String> sources = ImageSource.written(arguments);
        int most = ArgumentsSchema.number(arguments, "maxImages", MOST_IMAGES);
        if (sources.isEmpty() || sources.size() > most) {
            return new ToolOutcome.Failed(sources.isEmpty() ? "image is missing" : sources.size() + " pictures are too many; at most " + most);
        }
        double megabytes = arguments.has("maxBytesMb") ? arguments.get("maxBytesMb").asDouble(20) : 20;
        ImageSource source = new ImageSource(context, (int) Math.clamp(megabytes * (1 << 20), 1, Pictures.MOST_BYTES));
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Text(ArgumentsSchema.text(arguments, "prompt", PROMPT)));
        try {
            for (String written : sources) {
                parts.add(source.load(written));
            }
        } catch (ImageSource.Missing e) {
            return new ToolOutcome.Failed(String.valueOf(e.getMessage()));
        }
        boolean strange = sources.stream().anyMatch(text -> text.startsWith("http"));
        ToolOutcome outcome = ask(parts, refs(arguments, context), new SideModels(context));
        return strange && outcome instanceof ToolOutcome.Done(String text, List<Part.Media> media, Optional<ObjectNode> details)
                ? new ToolOutcome.Done(Outside.wrap(context.turn(), sources.getFirst(), text), media, details)
                : outcome;
    }

    private static List<String> refs(ObjectNode arguments, Context context) {
        Optional<String> wanted = Optional.of(ArgumentsSchema.text(arguments, "model", "")).filter(text -> !text.isBlank());
        List<String> refs = new ArrayList<>();
        wanted.or(() -> choice(context).primary()).ifPresent(refs::add);
        if (wanted.isEmpty()) {
            refs.addAll(choice(context).fallbacks());
        }
        return refs;
    }

    private static ToolOutcome ask(List<Part> parts, List<String> refs, SideModels side) throws InterruptedException {
        ChatRequest request = new ChatRequest("", List.of(new Message.User(parts)), List.of(), ChatRequest.Options.NONE);
        List<String> failures = new ArrayList<>();
        for (String ref : refs) {
            try {
                CatalogModel model = side.model(ref);
                if (!Pictures.sees(model.definition())) {
                    failures.add(model.ref() + " cannot see pictures");
                    continue;
                }
                Message.Assistant answer = side.with(model, HttpLimits.CHAT, opened -> opened.ask(request));
                return new ToolOutcome.Done(answer.text(), SideModels.spent(model, answer.usage()));
            } catch (ClawException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        return new ToolOutcome.Failed(failures.isEmpty() ? "no model for pictures is configured" : String.join("; ", failures));
    }
}

package cn.openclaw.llm.openai;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.CleanText;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ToolNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a sound history as the wire's messages. */
final class MessagesWriter {
    private final Endpoint endpoint;
    private final Dialect dialect;
    private final AssistantWriter assistants;
    private final CallIds ids;
    private final Consumer<LlmNotice> notices;
    private final ArrayNode out = Json.array();
    private final List<Part> imagesOfResults = new ArrayList<>();
    private boolean afterResults;

    MessagesWriter(Endpoint endpoint, Dialect dialect, ToolNames names, Consumer<LlmNotice> notices) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.ids = new CallIds(dialect);
        this.assistants = new AssistantWriter(endpoint, dialect, names, ids);
        this.notices = notices;
    }

    /** @param thinks whether the model reasons in this call, so that earlier reasoning must be there */
    ArrayNode write(ChatRequest request, boolean thinks) {
        if (!request.system().isBlank()) {
            out.add(message(dialect.value(DialectKey.SYSTEM_ROLE)).put("content", CleanText.of(request.system())));
        }
        for (Message message : request.messages()) {
            switch (message) {
                case Message.User user -> {
                    endResults(true);
                    user(user.parts());
                }
                case Message.Assistant assistant -> {
                    endResults(false);
                    assistants.write(assistant, thinks).ifPresent(out::add);
                }
                case Message.ToolResult result -> result(result);
            }
        }
        endResults(false);
        return out;
    }

    private static ObjectNode message(String role) {
        return Json.object().put("role", role);
    }

    private void user(List<Part> parts) {
        boolean hasMedia = parts.stream().anyMatch(part -> part instanceof Part.Media media && takes(media));
        if (hasMedia) {
            out.add(withParts(parts));
            return;
        }
        StringBuilder words = new StringBuilder();
        for (Part part : parts) {
            String text = words(part);
            if (!text.isBlank()) {
                words.append(words.isEmpty() ? "" : "\n").append(text);
            }
        }
        if (!words.isEmpty()) {
            out.add(message("user").put("content", words.toString()));
        }
    }

    private ObjectNode withParts(List<Part> parts) {
        ArrayNode content = Json.array();
        for (Part part : parts) {
            if (part instanceof Part.Media media && takes(media)) {
                String field = media.mimeType().startsWith("video/") ? "video_url" : "image_url";
                ObjectNode piece = Json.object().put("type", field);
                piece.set(field, Json.object().put("url", url(media)));
                content.add(piece);
            } else if (!words(part).isBlank()) {
                content.add(Json.object().put("type", "text").put("text", words(part)));
            }
        }
        ObjectNode message = message("user");
        message.set("content", content);
        return message;
    }

    private boolean takes(Part.Media media) {
        int slash = Math.max(0, media.mimeType().indexOf('/'));
        boolean known = !media.isUploaded() || dialect.is(DialectKey.BUILTIN_TOOLS, "dollar");
        return known && endpoint.model().input().contains(media.mimeType().substring(0, slash));
    }

    private static String url(Part.Media media) {
        return media.isUploaded() ? media.base64() : "data:" + media.mimeType() + ";base64," + media.base64();
    }

    /** A part as words; media that this model cannot take say so, because silence would make the question absurd. */
    private String words(Part part) {
        return switch (part) {
            case Part.Text text -> CleanText.of(text.text());
            case Part.Media media -> {
                notices.accept(LlmNotice.of(CompletionsText.MEDIA_LEFT_OUT, endpoint.ref(), media.mimeType()));
                yield "(" + media.mimeType() + " omitted: this model cannot take it)";
            }
            case Part.Thinking _, Part.ToolCall _ -> "";
        };
    }

    private void result(Message.ToolResult result) {
        StringBuilder words = new StringBuilder();
        boolean hasImages = false;
        for (Part part : result.parts()) {
            if (part instanceof Part.Media media && takes(media)) {
                imagesOfResults.add(media);
                hasImages = true;
            } else if (!words(part).isEmpty()) {
                words.append(words.isEmpty() ? "" : "\n").append(words(part));
            }
        }
        String nothing = hasImages ? "(see attached image)" : "(no output)";
        ObjectNode message = message("tool")
                .put("content", words.toString().isBlank() ? nothing : words.toString())
                .put("tool_call_id", ids.sent(result.callId()));
        if (dialect.is(DialectKey.TOOL_RESULT_NAME, "yes")
                || RequestWriter.isPlatformTool(dialect, result.toolName())) {
            message.put("name", assistants.name(result.toolName()));
        }
        out.add(message);
        afterResults = true;
    }

    /** Images cannot go into tool messages, and nothing may come between parallel results: so they follow the whole run. */
    private void endResults(boolean userFollows) {
        boolean userIsNext = userFollows || !imagesOfResults.isEmpty();
        if (afterResults && userIsNext && dialect.is(DialectKey.ASSISTANT_AFTER_TOOLS, "yes")) {
            out.add(message("assistant").put("content", "I have processed the tool results."));
        }
        if (!imagesOfResults.isEmpty()) {
            List<Part> parts = new ArrayList<>();
            parts.add(new Part.Text("Attached image(s) from tool result:"));
            parts.addAll(imagesOfResults);
            imagesOfResults.clear();
            out.add(withParts(parts));
        }
        afterResults = false;
    }
}

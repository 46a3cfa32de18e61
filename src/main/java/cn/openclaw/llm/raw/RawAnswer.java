package cn.openclaw.llm.raw;

import cn.openclaw.json.JsonBytes;
import cn.openclaw.json.JsonBytes.Kind;
import cn.openclaw.json.JsonBytes.Value;
import cn.openclaw.json.JsonPatch;
import cn.openclaw.llm.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host's answer with the caller's own names in it; every other byte stays. */
public final class RawAnswer {
    private final JsonBytes body;
    private final JsonPatch patch;
    private final Map<String, String> names;

    private RawAnswer(JsonBytes body, Map<String, String> names) {
        this.body = body;
        this.patch = new JsonPatch(body);
        this.names = names;
    }

    /**
     * Puts tool names back.
     *
     * @param json a whole answer, or the data of one event of a streamed one
     * @param names what {@link RawRequest.Fit#names} says
     * @throws cn.openclaw.json.JsonException if it is no JSON
     */
    public static byte[] renamed(Wire wire, byte[] json, Map<String, String> names) {
        RawAnswer answer = new RawAnswer(JsonBytes.parse(json), names);
        Value root = answer.body.root();
        switch (wire) {
            case COMPLETIONS -> answer.completions(root);
            case MESSAGES -> answer.messages(root);
            case RESPONSES -> {}
        }
        return answer.patch.apply();
    }

    private void completions(Value root) {
        for (Value choice : items(root, "choices")) {
            for (String holder : new String[] {"message", "delta"}) {
                Value message = choice.is(Kind.OBJECT) ? choice.get(holder) : null;
                for (Value call : items(message, "tool_calls")) {
                    rename(call.is(Kind.OBJECT) ? call.get("function") : null);
                }
            }
        }
    }

    private void messages(Value root) {
        items(root, "content").forEach(this::block);
        if (root.is(Kind.OBJECT)) {
            block(root.get("content_block"));
        }
    }

    private void block(@Nullable Value block) {
        if (block != null && block.is(Kind.OBJECT) && "tool_use".equals(body.text(block, "type"))) {
            rename(block);
        }
    }

    private void rename(@Nullable Value holder) {
        String name = holder != null && holder.is(Kind.OBJECT) ? body.text(holder, "name") : null;
        Value place = holder == null ? null : holder.get("name");
        String own = name == null ? null : names.get(name);
        if (own != null && place != null) {
            patch.replace(place, own);
        }
    }

    private static List<Value> items(@Nullable Value object, String member) {
        Value array = object == null || !object.is(Kind.OBJECT) ? null : object.get(member);
        return array == null || !array.is(Kind.ARRAY) ? List.of() : array.items();
    }
}

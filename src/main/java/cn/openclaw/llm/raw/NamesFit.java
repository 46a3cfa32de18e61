package cn.openclaw.llm.raw;

import cn.openclaw.json.JsonBytes.Kind;
import cn.openclaw.json.JsonBytes.Value;
import cn.openclaw.llm.ToolNames;
import cn.openclaw.llm.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tool names that Kimi refuses, in a form that it takes. {@link RawAnswer} turns them back. */
final class NamesFit {
    private final Fitted fitted;

    /** Where names of tools stand: those that the request offers, then those it only speaks of. */
    private final List<Value> offered = new ArrayList<>();

    private final List<Value> spokenOf = new ArrayList<>();

    NamesFit(Fitted fitted) {
        this.fitted = fitted;
    }

    /** Returns the caller's name for each that was changed, by the one that is sent. */
    Map<String, String> fit(Wire wire) {
        if (!fitted.kimi()) {
            return Map.of();
        }
        switch (wire) {
            case COMPLETIONS -> completions();
            case MESSAGES -> messages();
            case RESPONSES -> {}
        }
        if (offered.stream().allMatch(this::isFine) && spokenOf.stream().allMatch(this::isFine)) {
            return Map.of();
        }
        ToolNames names = new ToolNames(offered.stream().map(fitted.body()::text).toList());
        Map<String, String> changed = new LinkedHashMap<>();
        for (List<Value> places : List.of(offered, spokenOf)) {
            for (Value place : places) {
                String name = fitted.body().text(place);
                String sent = names.sent(name);
                if (!sent.equals(name)) {
                    fitted.patch().replace(place, sent);
                    changed.put(sent, name);
                }
            }
        }
        fitted.adapted().add("tool-names");
        return changed;
    }

    private boolean isFine(Value place) {
        return ToolNames.isFine(fitted.body().text(place));
    }

    private void completions() {
        for (Value tool : items(fitted.root(), "tools")) {
            add(offered, fitted.object(tool, "function"));
        }
        Value choice = fitted.object(fitted.root(), "tool_choice");
        if (choice != null) {
            add(spokenOf, fitted.object(choice, "function"));
        }
        for (Value message : items(fitted.root(), "messages")) {
            for (Value call : items(message, "tool_calls")) {
                add(spokenOf, fitted.object(call, "function"));
            }
            if ("tool".equals(fitted.body().text(message, "role"))) {
                add(spokenOf, message);
            }
        }
    }

    private void messages() {
        for (Value tool : items(fitted.root(), "tools")) {
            String type = fitted.body().text(tool, "type");
            if (type == null || type.equals("custom")) {
                add(offered, tool);
            }
        }
        add(spokenOf, fitted.object(fitted.root(), "tool_choice"));
        for (Value message : items(fitted.root(), "messages")) {
            for (Value block : items(message, "content")) {
                if ("tool_use".equals(fitted.body().text(block, "type"))) {
                    add(spokenOf, block);
                }
            }
        }
    }

    /** The objects among a member's items; what is of another kind is for the host to refuse. */
    private List<Value> items(Value object, String member) {
        Value array = fitted.array(object, member);
        return array == null ? List.of() : array.items().stream().filter(item -> item.is(Kind.OBJECT)).toList();
    }

    private static void add(List<Value> places, @Nullable Value holder) {
        Value name = holder == null ? null : holder.get("name");
        if (name != null && name.is(Kind.STRING)) {
            places.add(name);
        }
    }
}

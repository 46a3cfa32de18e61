package cn.openclaw.cli;

import cn.openclaw.model.ModelDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model as the provider page writes it, in the page's order of keys; with quotes, as the original's own writer has them. */
final class PageModel {

    private PageModel() {}

    /**
     * @param userAgent what replaces the {@code User-Agent} header; blank leaves the header out
     */
    static String json5(ModelDefinition model, Optional<String> userAgent) {
        List<String> lines = new ArrayList<>();
        lines.add("\"id\": " + OnboardPlan.string(model.id()));
        lines.add("\"name\": " + OnboardPlan.string(model.name()));
        lines.add("\"reasoning\": " + model.reasoning());
        lines.add("\"input\": [" + String.join(", ", pageInput(model)) + "]");
        lines.add("\"cost\": { \"input\": 0, \"output\": 0, \"cacheRead\": 0, \"cacheWrite\": 0 }");
        lines.add("\"contextWindow\": " + model.contextWindow());
        lines.add("\"maxTokens\": " + model.maxTokens());
        headers(model, userAgent).ifPresent(lines::add);
        if (!model.compat().flags().isEmpty()) {
            List<String> flags = model.compat().flags().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(flag -> OnboardPlan.string(flag.getKey()) + ": " + flag.getValue())
                    .toList();
            lines.add("\"compat\": { " + String.join(", ", flags) + " }");
        }
        return "{\n    " + String.join(",\n    ", lines) + "\n  }";
    }

    private static List<String> pageInput(ModelDefinition model) {
        return model.input().stream().map(OnboardPlan::string).toList();
    }

    private static Optional<String> headers(ModelDefinition model, Optional<String> userAgent) {
        List<String> members = new ArrayList<>();
        model.headers().forEach((name, value) -> {
            String sent = name.equals("User-Agent") ? userAgent.orElse(value) : value;
            if (!sent.isBlank()) {
                members.add(OnboardPlan.string(name) + ": " + OnboardPlan.string(sent));
            }
        });
        return members.isEmpty() ? Optional.empty() : Optional.of("\"headers\": { " + String.join(", ", members) + " }");
    }
}

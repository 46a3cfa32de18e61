package cn.openclaw.cli;

import cn.openclaw.json.Json;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.ModelRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models list}: a table, JSON, or bare references. A short command: it opens no connection and no key. */
final class ModelsList {
    private static final int[] WIDTHS = {42, 10, 8, 5, 5};

    private final ModelsContext context;

    ModelsList(ModelsContext context) {
        this.context = context;
    }

    void print(ModelRows.Wanted wanted, ModelsOutput format) {
        wanted.provider().ifPresent(this::requireProvider);
        List<ModelRows.Row> rows = new ModelRows(context.atHand).collect(wanted);
        context.catalog.problems().forEach(problem ->
                context.cli.say(problem.text(), problem.arguments().toArray()));
        switch (format) {
            case JSON -> context.cli.out().println(Json.pretty(json(rows)));
            case PLAIN -> rows.forEach(row -> context.cli.out().println(row.key()));
            case TEXT -> text(rows);
        }
    }

    private void requireProvider(String id) {
        if (context.catalog.provider(id).isEmpty()) {
            List<String> known = context.catalog.providers().stream().map(provider -> provider.id()).toList();
            throw new UsageException(ModelsText.NO_PROVIDER, id, String.join(", ", known));
        }
    }

    private void text(List<ModelRows.Row> rows) {
        if (rows.isEmpty()) {
            context.cli.print(ModelsText.NO_MODELS);
            return;
        }
        List<String[]> table = new ArrayList<>();
        String[] headings = new String[ModelsText.HEADINGS.size()];
        for (int at = 0; at < headings.length; at++) {
            headings[at] = ModelsText.HEADINGS.get(at).in(context.cli.language());
        }
        table.add(headings);
        rows.forEach(row -> table.add(cells(row)));
        int[] widths = new int[WIDTHS.length];
        for (int at = 0; at < widths.length; at++) {
            widths[at] = WIDTHS[at];
            for (String[] cells : table) {
                widths[at] = Math.max(widths[at], Columns.cells(cells[at]));
            }
        }
        for (int at = 0; at < table.size(); at++) {
            String line = line(widths, table.get(at));
            context.cli.out().println(at == 0 ? ModelsStyle.dim(context.cli, line) : line);
        }
    }

    private String[] cells(ModelRows.Row row) {
        String tags = String.join(",", row.tags());
        if (row.missing() && row.model().isEmpty()) {
            return new String[] {row.key(), "-", "-", "-", "-", tags};
        }
        CatalogModel model = row.model().orElseThrow();
        return new String[] {
            row.key(),
            String.join("+", model.definition().input()),
            Math.round(model.definition().contextWindow() / 1024.0) + "k",
            yes(model.isLocal()),
            yes(row.available()),
            tags
        };
    }

    private String yes(boolean fact) {
        return (fact ? ModelsText.YES : ModelsText.NO).in(context.cli.language());
    }

    private static String line(int[] widths, String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < cells.length; at++) {
            line.append(cells[at]);
            if (at < widths.length) {
                line.append(" ".repeat(widths[at] - Columns.cells(cells[at]) + 1));
            }
        }
        return line.toString().stripTrailing();
    }

    private static ObjectNode json(List<ModelRows.Row> rows) {
        ArrayNode models = Json.array();
        for (ModelRows.Row row : rows) {
            models.add(json(row));
        }
        ObjectNode answer = Json.object();
        answer.put("count", rows.size());
        answer.set("models", models);
        return answer;
    }

    /** The original's keys first, with its values; ours after them. */
    private static ObjectNode json(ModelRows.Row row) {
        ObjectNode node = Json.object();
        Optional<CatalogModel> model = row.model();
        node.put("key", row.key());
        node.put("name", model.map(found -> found.definition().name()).orElse(row.key()));
        node.put("input", model.map(found -> String.join("+", found.definition().input())).orElse("-"));
        if (model.isPresent()) {
            node.put("contextWindow", model.get().definition().contextWindow());
            node.put("local", model.get().isLocal());
            node.put("available", row.available());
        } else {
            node.putNull("contextWindow");
            node.putNull("local");
            node.putNull("available");
        }
        ArrayNode tags = node.putArray("tags");
        row.tags().forEach(tags::add);
        node.put("missing", row.missing());
        model.ifPresent(found -> more(node, found));
        return node;
    }

    private static void more(ObjectNode node, CatalogModel model) {
        node.put("maxTokens", model.definition().maxTokens());
        node.put("reasoning", model.definition().reasoning());
        Lifecycle life = model.definition().lifecycle();
        node.put("lifecycle", ModelsStyle.word(life.status()));
        life.successor().ifPresent(id -> node.put("successor", model.ref().provider() + "/" + id));
    }
}

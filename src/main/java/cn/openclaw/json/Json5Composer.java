package cn.openclaw.json;

import java.util.List;

/**
 * Spells a value inside the parents that do not exist yet.
 *
 * @param style how
 * @param value the innermost value
 * @param path the whole path, of which some first steps exist
 * @param spread whether new parents take a line for each entry
 */
record Json5Composer(Json5Style style, Json5Layout value, List<String> path, boolean spread) {

    /**
     * @param step the first step of the path that does not exist yet
     * @param indent the indentation of the line on which the result begins
     * @param trailing whether a last entry has its comma
     */
    String compose(int step, String indent, boolean trailing) {
        StringBuilder out = new StringBuilder();
        compose(out, step, indent, trailing);
        return out.toString();
    }

    private void compose(StringBuilder out, int step, String indent, boolean trailing) {
        if (step == path.size()) {
            out.append(value.indented(indent, style));
            return;
        }
        // The whole document is an object, even where its first key is a number.
        boolean list = step > 0 && Json5Node.Container.index(path.get(step)) >= 0;
        boolean lines = spread && !(list && step == path.size() - 1 && value.isOneLine());
        String inner = lines ? indent + style.unit : indent;
        String padding = list ? "" : style.padding();
        out.append(list ? '[' : '{').append(lines ? style.newline + inner : padding);
        if (!list) {
            out.append(style.key(path.get(step))).append(style.colon());
        }
        compose(out, step + 1, inner, trailing);
        out.append(lines ? (trailing ? "," : "") + style.newline + indent : padding).append(list ? ']' : '}');
    }
}

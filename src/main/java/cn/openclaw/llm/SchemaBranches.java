package cn.openclaw.llm;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Small tidying of what is about to be written. */
final class SchemaBranches {
    private SchemaBranches() {}

    /** Bare enumerations of one type become one: many libraries write a choice as {@code oneOf} with a {@code const} each. */
    static List<SchemaAlternative> joined(List<SchemaAlternative> alternatives) {
        List<SchemaAlternative> joined = new ArrayList<>();
        for (SchemaAlternative alternative : alternatives) {
            int mate = isBareEnum(alternative.node()) ? mateOf(alternative, joined) : -1;
            if (mate < 0) {
                joined.add(alternative);
            } else {
                ObjectNode both = Json.object().put("type", alternative.type());
                both.set(
                        "enum",
                        SchemaKeywords.distinct(SchemaAlternative.union(
                                joined.get(mate).node().path("enum"), alternative.node().path("enum"))));
                joined.set(mate, new SchemaAlternative(both, alternative.via()));
            }
        }
        return joined;
    }

    private static int mateOf(SchemaAlternative alternative, List<SchemaAlternative> among) {
        for (int i = 0; i < among.size(); i++) {
            ObjectNode node = among.get(i).node();
            if (isBareEnum(node) && among.get(i).type().equals(alternative.type())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBareEnum(ObjectNode node) {
        return node.size() == 2 && node.has("enum");
    }

    /** Copies a pair of bounds; one that leaves nothing between them was not meant, so neither is kept. */
    static void range(ObjectNode from, ObjectNode to, String low, String high) {
        JsonNode least = from.get(low);
        JsonNode most = from.get(high);
        if (least != null && most != null && least.decimalValue().compareTo(most.decimalValue()) > 0) {
            return;
        }
        if (least != null) {
            to.set(low, least);
        }
        if (most != null) {
            to.set(high, most);
        }
    }
}

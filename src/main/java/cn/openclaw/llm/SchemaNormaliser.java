package cn.openclaw.llm;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One walk over a document: each schema is read into {@linkplain SchemaAlternative alternatives} and written again.
 *
 * <p>A reference is opened where it stands, unless its target leads back to itself: that is noticed when a reference is met
 * below its own target, and the walk starts anew with that target kept in {@code $defs}. A document that grows out of hand
 * when opened keeps all its references.
 */
final class SchemaNormaliser {
    private static final int BUDGET_OPEN = 20_000;
    private static final int BUDGET_KEPT = 100_000;
    private static final int MAX_PAIRS = 256;

    private final ObjectNode document;
    private final SchemaReferences references;
    private final Set<String> kept;
    private final boolean keepAll;
    private final Set<String> found = new HashSet<>();
    private int spent;
    private int enumValues;
    private int enumCharacters;
    private int propertyCount;

    /**
     * Where a schema is read.
     *
     * @param path references opened above this place: meeting one again means that it leads back to itself
     * @param head references opened at this very place
     * @param open whether a kept reference must be opened here, because something is to be met with it or it is a definition's head
     * @param meets whether what is read here is one of several things that must hold at once
     */
    private record Place(Set<String> path, Set<String> head, boolean open, boolean meets) {
        static Place below(Set<String> path) {
            return new Place(path, new HashSet<>(), false, false);
        }

        static Place headOf(String reference) {
            return new Place(Set.of(reference), new HashSet<>(Set.of(reference)), true, false);
        }

        Place conjunct() {
            return new Place(path, new HashSet<>(head), true, true);
        }

        Place branch() {
            return new Place(path, head, open, false);
        }
    }

    /** A schema, read. */
    private record Reading(@Nullable String description, @Nullable JsonNode standard, List<SchemaAlternative> alternatives) {}

    private SchemaNormaliser(ObjectNode document, Set<String> kept, boolean keepAll) {
        this.document = document;
        this.references = new SchemaReferences(document);
        this.kept = kept;
        this.keepAll = keepAll;
    }

    static ObjectNode normalise(ObjectNode document) {
        return walk(document, false).or(() -> walk(document, true)).orElseThrow(() -> new SchemaException(MoonshotSchema.LARGE));
    }

    /** Empty if the result would be too large. */
    private static Optional<ObjectNode> walk(ObjectNode document, boolean keepAll) {
        Set<String> kept = new HashSet<>();
        while (true) {
            SchemaNormaliser walk = new SchemaNormaliser(document, kept, keepAll);
            ObjectNode written = walk.root();
            if (walk.isExhausted()) {
                return Optional.empty();
            }
            if (kept.containsAll(walk.found)) {
                SchemaEndings.mend(written);
                boolean fits = walk.propertyCount <= MoonshotSchema.MAX_PROPERTIES
                        && Json.write(written).length() <= MoonshotSchema.MAX_CHARACTERS;
                return fits ? Optional.of(written) : Optional.empty();
            }
            kept.addAll(walk.found);
        }
    }

    private boolean isExhausted() {
        return spent > (keepAll ? BUDGET_KEPT : BUDGET_OPEN);
    }

    // ---- the root and the definitions

    private ObjectNode root() {
        Reading reading = read(document, Place.headOf("#"));
        List<SchemaAlternative> objects = reading.alternatives().stream()
                .filter(alternative -> alternative.type().equals("object"))
                .toList();
        if (objects.isEmpty()) {
            throw new SchemaException(MoonshotSchema.NOT_AN_OBJECT);
        }
        SchemaAlternative one = objects.stream().reduce(SchemaNormaliser::either).orElseThrow();
        ObjectNode written = write(one, Set.of("#"), 1);
        if (reading.description() != null) {
            written.put("description", reading.description());
        }
        if (!written.has("properties")) {
            written.set("properties", Json.object());
        }
        ObjectNode definitions = definitions();
        if (!definitions.isEmpty()) {
            written.set("$defs", definitions);
        }
        return written;
    }

    private ObjectNode definitions() {
        Map<String, ObjectNode> written = new TreeMap<>();
        Set<String> done = new HashSet<>();
        for (boolean more = true; more; ) {
            more = false;
            for (String reference : List.copyOf(references.named())) {
                if (done.add(reference)) {
                    more = true;
                    JsonNode target = references.target(reference).orElseGet(Json::object);
                    Reading reading = read(target, Place.headOf(reference));
                    written.put(references.name(reference), write(orAnything(reading), Set.of(reference), 2));
                }
            }
        }
        return Json.object(written);
    }

    private static Reading orAnything(Reading reading) {
        return reading.alternatives().isEmpty()
                ? new Reading(reading.description(), reading.standard(), SchemaAlternative.anything())
                : reading;
    }

    /** A tool's root can be but one object: what either allows, and only what both require is required. */
    private static SchemaAlternative either(SchemaAlternative one, SchemaAlternative two) {
        ObjectNode merged = Json.object().put("type", "object");
        ObjectNode properties = Json.object();
        for (SchemaAlternative each : List.of(one, two)) {
            for (var property : each.node().path("properties").properties()) {
                JsonNode known = properties.get(property.getKey());
                ObjectNode both = Json.object();
                if (known != null && !known.equals(property.getValue())) {
                    both.set("anyOf", Json.array().add(known).add(property.getValue()));
                }
                properties.set(property.getKey(), both.isEmpty() ? property.getValue() : both);
            }
        }
        merged.set("properties", properties);
        merged.set("required", SchemaAlternative.sharedValues(one.node().path("required"), two.node().path("required")));
        JsonNode closed = one.node().get("additionalProperties");
        if (closed != null && closed.isBoolean() && closed.equals(two.node().get("additionalProperties"))) {
            merged.set("additionalProperties", closed);
        }
        Set<String> via = new LinkedHashSet<>(one.via());
        via.addAll(two.via());
        return new SchemaAlternative(merged, via);
    }

    // ---- reading

    private Reading read(JsonNode schema, Place place) {
        spent++;
        if (isExhausted() || !(schema instanceof ObjectNode object)) {
            boolean nothing = schema.isBoolean() && !schema.booleanValue();
            return new Reading(null, null, nothing ? List.of() : SchemaAlternative.anything());
        }
        List<Reading> parts = parts(object, place);
        String description = Json.text(object, "description");
        JsonNode standard = object.get("default");
        List<SchemaAlternative> met = parts.isEmpty() ? SchemaAlternative.anything() : parts.getFirst().alternatives();
        for (int i = 0; i < parts.size(); i++) {
            Reading part = parts.get(i);
            description = description == null ? part.description() : description;
            standard = standard == null ? part.standard() : standard;
            met = i == 0 ? met : meet(met, part.alternatives());
        }
        return new Reading(description, standard, met);
    }

    /** Everything that a value must satisfy at once. */
    private List<Reading> parts(ObjectNode schema, Place place) {
        Optional<List<SchemaAlternative>> own = SchemaKeywords.own(schema);
        Optional<String> reference = references.of(schema);
        int count = (own.isPresent() ? 1 : 0) + (reference.isPresent() ? 1 : 0) + (schema.path("allOf").isArray() ? schema.path("allOf").size() : 0)
                + (schema.path("anyOf").isArray() ? 1 : 0) + (schema.path("oneOf").isArray() ? 1 : 0);
        Place at = count > 1 ? place.conjunct() : place;
        List<Reading> parts = new ArrayList<>();
        own.ifPresent(alternatives -> parts.add(new Reading(null, null, alternatives)));
        reference.ifPresent(to -> parts.add(follow(to, at)));
        if (schema.path("allOf").isArray()) {
            for (JsonNode part : schema.path("allOf")) {
                parts.add(read(part, count > 1 ? at.conjunct() : at));
            }
        }
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (schema.path(keyword) instanceof ArrayNode branches && !branches.isEmpty()) {
                parts.add(new Reading(null, null, union(branches, (count > 1 ? at.conjunct() : at).branch())));
            }
        }
        return parts;
    }

    private Reading follow(String reference, Place place) {
        Optional<JsonNode> target = references.target(reference);
        if (target.isEmpty()) {
            return new Reading(null, null, SchemaAlternative.anything());
        }
        if (!place.head().add(reference)) {
            // Back at this very place: it adds nothing to a union, and forbids nothing that is not forbidden already.
            return new Reading(null, null, place.meets() ? SchemaAlternative.anything() : List.of());
        }
        boolean circular = place.path().contains(reference);
        if (circular) {
            found.add(reference);
        }
        boolean stays = keepAll || kept.contains(reference);
        if (circular || (stays && !place.open())) {
            return new Reading(null, null, List.of(SchemaAlternative.reference(reference)));
        }
        Reading reading = read(target.get(), place);
        return new Reading(
                reading.description(),
                reading.standard(),
                reading.alternatives().stream().map(alternative -> alternative.through(reference)).toList());
    }

    private List<SchemaAlternative> union(ArrayNode branches, Place place) {
        Set<SchemaAlternative> all = new LinkedHashSet<>();
        for (JsonNode branch : branches) {
            Reading reading = read(branch, place);
            for (SchemaAlternative alternative : reading.alternatives()) {
                all.add(described(alternative, reading));
            }
        }
        return List.copyOf(all);
    }

    /** A branch's own words stay with it. */
    private static SchemaAlternative described(SchemaAlternative alternative, Reading reading) {
        boolean bare = reading.description() == null && reading.standard() == null;
        if (bare || alternative.reference().isPresent() || reading.alternatives().size() > 1) {
            return alternative;
        }
        ObjectNode node = alternative.node().deepCopy();
        if (reading.description() != null) {
            node.put("description", reading.description());
        }
        if (reading.standard() != null) {
            node.set("default", reading.standard());
        }
        return new SchemaAlternative(node, alternative.via());
    }

    /** Pairs that exclude each other fall out; if all do, the author contradicts himself and the first part is believed. */
    private List<SchemaAlternative> meet(List<SchemaAlternative> one, List<SchemaAlternative> two) {
        if (one.isEmpty() || two.isEmpty()) {
            return List.of();
        }
        if (SchemaAlternative.isAnything(one) || SchemaAlternative.isAnything(two)) {
            return SchemaAlternative.isAnything(one) ? two : one;
        }
        if (one.size() * two.size() > MAX_PAIRS) {
            return one;
        }
        Set<SchemaAlternative> met = new LinkedHashSet<>();
        for (SchemaAlternative left : one) {
            for (SchemaAlternative right : two) {
                spent++;
                if (left.reference().isPresent() || right.reference().isPresent()) {
                    met.add(left.reference().isPresent() ? left : right);
                } else {
                    left.meet(right).ifPresent(met::add);
                }
            }
        }
        return met.isEmpty() ? one : List.copyOf(met);
    }

    // ---- writing

    private Optional<ObjectNode> child(JsonNode schema, Set<String> path, int depth) {
        Reading reading = read(schema, Place.below(path));
        boolean forbidden = reading.alternatives().isEmpty()
                && !(schema instanceof ObjectNode object && references.of(object).isPresent());
        return forbidden ? Optional.empty() : Optional.of(write(orAnything(reading), path, depth));
    }

    private ObjectNode write(Reading reading, Set<String> path, int depth) {
        List<ObjectNode> branches = branches(reading, path, depth);
        ObjectNode written = Json.object();
        if (branches.size() == 1) {
            written = branches.getFirst();
            if (written.has("$ref")) {
                return written;
            }
        }
        if (reading.description() != null) {
            written.put("description", reading.description());
        }
        if (reading.standard() != null && branches.stream().anyMatch(branch -> allows(branch, reading.standard()))) {
            written.set("default", reading.standard());
        }
        if (branches.size() > 1) {
            ArrayNode anyOf = Json.array().addAll(branches);
            written.set("anyOf", anyOf);
        }
        return written;
    }

    private List<ObjectNode> branches(Reading reading, Set<String> path, int depth) {
        List<SchemaAlternative> alternatives = SchemaBranches.joined(reading.alternatives());
        if (alternatives.size() > MoonshotSchema.MAX_BRANCHES) {
            alternatives = SchemaAlternative.anything();
        }
        int inner = alternatives.size() > 1 ? depth + 1 : depth;
        Set<ObjectNode> branches = new LinkedHashSet<>();
        for (SchemaAlternative alternative : alternatives) {
            branches.add(write(alternative, path, inner));
        }
        return new ArrayList<>(branches);
    }

    /** Whether a default may stand there. References are not looked into: a default of a recursive kind is rare and only a hint. */
    private static boolean allows(ObjectNode branch, JsonNode value) {
        String type = branch.path("type").stringValue("");
        JsonNode values = branch.get("enum");
        return SchemaKeywords.fits(value, type)
                && (values == null || !SchemaAlternative.sharedValues(values, Json.array().add(value)).isEmpty());
    }

    private ObjectNode write(SchemaAlternative alternative, Set<String> path, int depth) {
        Optional<String> reference = alternative.reference();
        if (reference.isPresent()) {
            return Json.object().put("$ref", "#/$defs/" + references.name(reference.get()));
        }
        ObjectNode from = alternative.node();
        ObjectNode to = Json.object().put("type", alternative.type());
        for (String keyword : List.of("description", "enum", "pattern")) {
            if (from.has(keyword)) {
                to.set(keyword, from.path(keyword));
            }
        }
        JsonNode standard = from.get("default");
        limitEnum(to);
        if (standard != null && allows(to, standard)) {
            to.set("default", standard);
        }
        SchemaBranches.range(from, to, "minLength", "maxLength");
        SchemaBranches.range(from, to, "minimum", "maximum");
        SchemaBranches.range(from, to, "minItems", "maxItems");
        if (depth + 2 <= MoonshotSchema.MAX_DEPTH) {
            Set<String> below = new HashSet<>(path);
            below.addAll(alternative.via());
            members(from, to, below, depth + 1);
        }
        return to;
    }

    private void limitEnum(ObjectNode node) {
        JsonNode values = node.get("enum");
        if (values == null) {
            return;
        }
        int characters = 0;
        for (JsonNode value : values) {
            characters += value.isString() ? value.stringValue().length() : 0;
        }
        boolean fits = enumValues + values.size() <= MoonshotSchema.MAX_ENUM_VALUES
                && enumCharacters + characters <= MoonshotSchema.MAX_ENUM_CHARACTERS;
        if (fits) {
            enumValues += values.size();
            enumCharacters += characters;
        } else {
            node.remove("enum");
        }
    }

    private void members(ObjectNode from, ObjectNode to, Set<String> path, int depth) {
        if (from.has("items")) {
            child(from.path("items"), path, depth).ifPresent(items -> to.set("items", items));
        }
        ObjectNode properties = Json.object();
        for (var property : from.path("properties").properties()) {
            child(property.getValue(), path, depth).ifPresent(schema -> properties.set(property.getKey(), schema));
        }
        propertyCount += properties.size();
        if (from.has("properties")) {
            to.set("properties", properties);
        }
        ArrayNode required = Json.array();
        for (JsonNode name : from.path("required")) {
            if (properties.has(name.stringValue())) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            to.set("required", required);
        }
        JsonNode additional = from.get("additionalProperties");
        if (additional != null && additional.isObject()) {
            Reading reading = read(additional, Place.below(path));
            boolean anything = reading.alternatives().isEmpty() || SchemaAlternative.isAnything(reading.alternatives());
            to.set("additionalProperties", anything ? Json.parse("true") : write(reading, path, depth));
        } else if (additional != null) {
            to.set("additionalProperties", additional);
        }
    }
}

package cn.openclaw.llm;

import cn.openclaw.base.Text;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Any JSON Schema, brought into the subset that Moonshot's platform takes for tool parameters ("Moonshot-flavoured JSON schema").
 *
 * <p>The platform refuses a whole request for one bad schema among its tools, and tool servers write whatever their library
 * prints. So everything is rewritten: what can be said in the subset keeps its meaning; what cannot is said more widely, never
 * more narrowly, because the tool checks its own arguments anyway and a model that may not say a right thing is worse off than
 * one that may say a wrong one. The one exception is a schema without a type that has, say, {@code properties}: it is taken to
 * mean an object, as its author did.
 */
public final class MoonshotSchema {
    /** Schemas nested deeper lose their children. */
    static final int MAX_DEPTH = 30;

    /** Values of all enumerations together. */
    static final int MAX_ENUM_VALUES = 1_000;

    /** Characters of all enumerated strings together. */
    static final int MAX_ENUM_CHARACTERS = 75_000;

    /** Branches of one {@code anyOf}. */
    static final int MAX_BRANCHES = 500;

    /** Characters of the schema as compact JSON. */
    static final int MAX_CHARACTERS = 120_000;

    /** Property names of all objects together. */
    static final int MAX_PROPERTIES = 3_000;

    private static final int ROUNDS = 6;

    private MoonshotSchema() {}

    /**
     * The schema in the platform's flavour, as the root of a tool's parameters: always {@code type: object} with
     * {@code properties}. The argument is not changed; normalising a result again gives an equal one.
     *
     * @throws SchemaException if no arguments object can fit it, or it is beyond the platform's limits even when shortened:
     *     leave this tool out, and the others will work
     */
    public static ObjectNode normalise(ObjectNode schema) {
        ObjectNode now = SchemaNormaliser.normalise(schema);
        // One round is enough for nearly all; a ref that only fits inline after others were shortened needs a second.
        for (int round = 1; round < ROUNDS; round++) {
            ObjectNode again = SchemaNormaliser.normalise(now);
            if (again.equals(now)) {
                return now;
            }
            now = again;
        }
        throw new SchemaException(LARGE);
    }

    /**
     * What the platform would say against a tool's parameters at its default level ("strict"); empty if nothing.
     * Each entry names the place and the rule, in the platform's own English.
     */
    public static List<String> problems(ObjectNode schema) {
        return SchemaRules.problems(schema);
    }

    static final Text NOT_AN_OBJECT = new Text("参数不是对象", "its parameters are not an object");
    static final Text LARGE = new Text("参数描述超出平台上限", "its schema is beyond the platform's limits");
}

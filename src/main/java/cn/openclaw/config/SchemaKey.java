package cn.openclaw.config;

import cn.openclaw.base.Text;
import org.jspecify.annotations.Nullable;

/**
 * One key of an object. Its two descriptions become a {@link Text} only when somebody reads them: most runs read none.
 *
 * @param name as written in the file; {@code *} describes the keys a person chooses
 * @param node what its value may be
 * @param required whether the object is wrong without it
 * @param fallback what counts when it is absent, as JSON; null where that depends on other things
 * @param zh what it does
 * @param en the same in English
 */
record SchemaKey(String name, SchemaNode node, boolean required, @Nullable String fallback, String zh, String en) {

    /** The same key with a default. */
    SchemaKey or(String json) {
        return new SchemaKey(name, node, required, json, zh, en);
    }

    Text description() {
        return new Text(zh, en);
    }
}

package cn.openclaw.config;

import cn.openclaw.json.Json5Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a value of the joined configuration was written: which file, and at which path there. Without {@code $include} one
 * origin stands for the whole tree; only what was joined from several files has children of its own.
 *
 * @param source the file whose value this is; of several joined ones, the one that counts last
 * @param path in that file
 * @param joined members that come from elsewhere than {@code path + key}
 */
record Origin(Source source, List<String> path, Map<String, Origin> joined) {

    Origin(Source source, List<String> path) {
        this(source, path, Map.of());
    }

    Origin child(String key) {
        Origin other = joined.get(key);
        if (other != null) {
            return other;
        }
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return new Origin(source, longer);
    }

    Origin at(List<String> way) {
        Origin here = this;
        for (String key : way) {
            here = here.child(key);
        }
        return here;
    }

    /** The place of the value, else of the nearest thing around it that is written down. */
    Json5Document.Place place() {
        for (int length = path.size(); length > 0; length--) {
            Optional<Json5Document.Place> place = source.document().place(path.subList(0, length));
            if (place.isPresent()) {
                return place.get();
            }
        }
        return source.document().place(List.of()).orElseGet(() -> new Json5Document.Place(0, 0, 1, 1));
    }

    /** The place of the key, if this is a member of an object; else of the value. */
    Json5Document.Place keyPlace() {
        return source.document().keyPlace(path).orElseGet(this::place);
    }
}

package cn.openclaw.config;

import cn.openclaw.json.Json5Document;
import java.nio.file.Path;

/** One file of a configuration, the main one or an included one: its text, and the place of each of its values. */
record Source(Path file, Json5Document document) {
    String text() {
        return document.text();
    }
}

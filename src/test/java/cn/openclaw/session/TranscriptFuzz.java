package cn.openclaw.session;

import java.util.List;

/** For {@code bench/fuzz}: whatever is in a transcript's file, it opens, and what a model is told of it is in order. */
public final class TranscriptFuzz {
    private TranscriptFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        List<TranscriptEntry> branch = History.branch(TranscriptFile.parse(bytes).entries());
        ToolPairs.mend(History.messages(branch, History::message));
    }
}

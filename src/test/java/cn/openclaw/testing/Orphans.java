package cn.openclaw.testing;

/** For programs that tests start, to be killed by them: one whose test was itself killed must not run on for ever. */
public final class Orphans {
    private Orphans() {}

    /** Ends this process at once when the one that started it ends. */
    public static void endWithParent() {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(9)));
    }
}

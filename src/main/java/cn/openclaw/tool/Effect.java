package cn.openclaw.tool;

/** What a call would do to the world: known before it is done. */
public enum Effect {
    /** Changes nothing: may run beside other calls. */
    READS,
    /** Changes files of the workspace, or something of our own: one at a time, in the order the model said. */
    CHANGES,
    /** Reaches outside the workspace: runs a program, writes elsewhere, sends something. One at a time. */
    ACTS
}

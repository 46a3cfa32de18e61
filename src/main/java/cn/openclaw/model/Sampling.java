package cn.openclaw.model;

/** Which sampling parameters a model takes. On the fixed ones any value but theirs is an HTTP 400. */
public enum Sampling {
    /** The caller chooses. */
    OPEN,
    /** K2.5 to K2.7: temperature 1.0 thinking, 0.6 not; top_p 0.95, n 1, penalties 0. */
    FIXED_K25,
    /** K3 family: temperature 1.0, top_p 0.95, n 1, penalties 0. */
    FIXED_K3
}

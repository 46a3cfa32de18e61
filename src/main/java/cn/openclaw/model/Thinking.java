package cn.openclaw.model;

/** Whether a model reasons before it answers, and whether that can be switched. */
public enum Thinking {
    /** It does not. */
    NONE,
    /** It always does. */
    ALWAYS,
    /** It does unless told not to ({@code thinking.type}). */
    TOGGLE
}

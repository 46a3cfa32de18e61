package cn.openclaw.skill;

import java.util.List;

/**
 * Whether a skill is used.
 *
 * @param missing what it needs and is not there: {@code bin:ffmpeg}, {@code env:X_KEY}, {@code os:darwin}, {@code config:a.b}
 */
public record SkillStatus(Skill skill, State state, List<String> missing) {
    public SkillStatus {
        missing = List.copyOf(missing);
    }

    /** How it stands. */
    public enum State {
        READY,
        /** Something it needs is not there. */
        MISSING,
        /** {@code skills.entries.<key>.enabled: false}. */
        DISABLED,
        /** Bundled, and {@code skills.allowBundled} does not name it. */
        NOT_ALLOWED
    }

    public boolean isReady() {
        return state == State.READY;
    }
}

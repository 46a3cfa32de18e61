/** Written know-how that a model reads when it needs it: folders with a {@code SKILL.md}, found, gated and listed; nothing of them is run here. */
@NullMarked
package cn.openclaw.skill;

import org.jspecify.annotations.NullMarked;

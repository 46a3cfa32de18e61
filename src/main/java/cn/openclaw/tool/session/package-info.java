/** Tools about conversations: the agent's list of things to do, other conversations, and work given to other agents. */
@NullMarked
package cn.openclaw.tool.session;

import org.jspecify.annotations.NullMarked;

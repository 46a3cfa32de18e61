/** A conversation on a terminal: what is said above, one living region below, and a plain form where there is no screen. */
@NullMarked
package cn.openclaw.tui.chat;

import org.jspecify.annotations.NullMarked;

/** The terminal: prompts, colours, widths. */
@NullMarked
package cn.openclaw.tui;

import org.jspecify.annotations.NullMarked;

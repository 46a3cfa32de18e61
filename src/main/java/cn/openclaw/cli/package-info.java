/** The commands: one file each, found at start without a list; the wiring of everything below. */
@NullMarked
package cn.openclaw.cli;

import org.jspecify.annotations.NullMarked;

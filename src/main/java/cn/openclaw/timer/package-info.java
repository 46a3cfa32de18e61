/** What happens by the clock: jobs, when they are due, their runs, and how often an agent looks round by itself. */
@NullMarked
package cn.openclaw.timer;

import org.jspecify.annotations.NullMarked;

/** Running programs: what a command line says, whether it may be run, running it, and looking after what still runs. */
@NullMarked
package cn.openclaw.tool.exec;

import org.jspecify.annotations.NullMarked;

/** What happened, line by line: with a level, with secrets taken out, in files that rotate. */
@NullMarked
package cn.openclaw.log;

import org.jspecify.annotations.NullMarked;

/** Tools that look at files, inside the workspace and nowhere else. */
@NullMarked
package cn.openclaw.tool.file;

import org.jspecify.annotations.NullMarked;

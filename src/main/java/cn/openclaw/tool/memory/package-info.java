/** Tools that look into an agent's memory. */
@NullMarked
package cn.openclaw.tool.memory;

import org.jspecify.annotations.NullMarked;

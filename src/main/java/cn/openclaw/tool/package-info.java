/** What a model may have done: tools, and what they answer. */
@NullMarked
package cn.openclaw.tool;

import org.jspecify.annotations.NullMarked;

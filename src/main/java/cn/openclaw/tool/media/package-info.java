/** Tools that look at pictures. */
@NullMarked
package cn.openclaw.tool.media;

import org.jspecify.annotations.NullMarked;

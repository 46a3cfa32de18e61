/** JSON: Jackson's trees, read and written by streaming, and {@code Json5Document}, the text that people edit. */
@NullMarked
package cn.openclaw.json;

import org.jspecify.annotations.NullMarked;

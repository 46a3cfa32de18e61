/** What requests to models there are and were: seen live, counted, traced, and kept on disk for a while. */
@NullMarked
package cn.openclaw.journal;

import org.jspecify.annotations.NullMarked;

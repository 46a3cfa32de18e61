/** What was said: session keys, transcripts, and the store that lists them. */
@NullMarked
package cn.openclaw.session;

import org.jspecify.annotations.NullMarked;

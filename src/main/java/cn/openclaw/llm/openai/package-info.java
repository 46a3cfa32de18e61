/** The {@code openai-completions} wire: requests by the {@link cn.openclaw.llm.Dialect}, answers by streaming. */
@NullMarked
package cn.openclaw.llm.openai;

import org.jspecify.annotations.NullMarked;

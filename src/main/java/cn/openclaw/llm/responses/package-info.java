/** The {@code openai-responses} wire format: OpenAI's newer interface, where an answer is a list of items. */
@NullMarked
package cn.openclaw.llm.responses;

import org.jspecify.annotations.NullMarked;

/** OpenAI as a provider. */
@NullMarked
package cn.openclaw.provider.openai;

import org.jspecify.annotations.NullMarked;

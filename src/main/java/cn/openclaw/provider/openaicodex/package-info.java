/** OpenAI Codex by ChatGPT account as a provider. */
@NullMarked
package cn.openclaw.provider.openaicodex;

import org.jspecify.annotations.NullMarked;

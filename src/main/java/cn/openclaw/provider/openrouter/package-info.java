/** OpenRouter as a provider. */
@NullMarked
package cn.openclaw.provider.openrouter;

import org.jspecify.annotations.NullMarked;

/** LiteLLM as a provider. */
@NullMarked
package cn.openclaw.provider.litellm;

import org.jspecify.annotations.NullMarked;

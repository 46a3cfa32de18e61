/** Hugging Face as a provider. */
@NullMarked
package cn.openclaw.provider.huggingface;

import org.jspecify.annotations.NullMarked;

/** Ollama as a provider. */
@NullMarked
package cn.openclaw.provider.ollama;

import org.jspecify.annotations.NullMarked;

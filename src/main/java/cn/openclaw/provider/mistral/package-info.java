/** Mistral AI as a provider. */
@NullMarked
package cn.openclaw.provider.mistral;

import org.jspecify.annotations.NullMarked;

/** Cerebras as a provider. */
@NullMarked
package cn.openclaw.provider.cerebras;

import org.jspecify.annotations.NullMarked;

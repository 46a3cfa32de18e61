/** Anthropic as a provider. */
@NullMarked
package cn.openclaw.provider.anthropic;

import org.jspecify.annotations.NullMarked;

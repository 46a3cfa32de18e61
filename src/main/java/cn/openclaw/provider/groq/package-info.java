/** Groq as a provider. */
@NullMarked
package cn.openclaw.provider.groq;

import org.jspecify.annotations.NullMarked;

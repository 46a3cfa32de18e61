/** Together AI as a provider. */
@NullMarked
package cn.openclaw.provider.together;

import org.jspecify.annotations.NullMarked;

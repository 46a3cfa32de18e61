/** Chutes as a provider. */
@NullMarked
package cn.openclaw.provider.chutes;

import org.jspecify.annotations.NullMarked;

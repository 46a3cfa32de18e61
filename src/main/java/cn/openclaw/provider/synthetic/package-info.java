/** Synthetic as a provider. */
@NullMarked
package cn.openclaw.provider.synthetic;

import org.jspecify.annotations.NullMarked;

/** Xiaomi MiMo as a provider. */
@NullMarked
package cn.openclaw.provider.xiaomi;

import org.jspecify.annotations.NullMarked;

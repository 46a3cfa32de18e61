/** Meituan LongCat as a provider. */
@NullMarked
package cn.openclaw.provider.longcat;

import org.jspecify.annotations.NullMarked;

/** Volcengine Ark as a provider. */
@NullMarked
package cn.openclaw.provider.volcengine;

import org.jspecify.annotations.NullMarked;

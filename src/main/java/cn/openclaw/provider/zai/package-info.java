/** Zhipu GLM and Z.AI as a provider. */
@NullMarked
package cn.openclaw.provider.zai;

import org.jspecify.annotations.NullMarked;

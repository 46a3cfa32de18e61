/** LM Studio as a provider. */
@NullMarked
package cn.openclaw.provider.lmstudio;

import org.jspecify.annotations.NullMarked;

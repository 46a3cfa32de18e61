/** SiliconFlow as a provider. */
@NullMarked
package cn.openclaw.provider.siliconflow;

import org.jspecify.annotations.NullMarked;

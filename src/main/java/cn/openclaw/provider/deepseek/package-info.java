/** DeepSeek as a provider. */
@NullMarked
package cn.openclaw.provider.deepseek;

import org.jspecify.annotations.NullMarked;

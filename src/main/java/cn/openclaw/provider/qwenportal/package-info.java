/** The Qwen portal as a provider. */
@NullMarked
package cn.openclaw.provider.qwenportal;

import org.jspecify.annotations.NullMarked;

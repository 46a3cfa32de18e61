/** Alibaba Cloud DashScope as a provider. */
@NullMarked
package cn.openclaw.provider.dashscope;

import org.jspecify.annotations.NullMarked;

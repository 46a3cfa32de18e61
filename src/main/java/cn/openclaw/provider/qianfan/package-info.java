/** Baidu Qianfan as a provider. */
@NullMarked
package cn.openclaw.provider.qianfan;

import org.jspecify.annotations.NullMarked;

/** Tencent Cloud TokenHub as a provider. */
@NullMarked
package cn.openclaw.provider.tencenttokenhub;

import org.jspecify.annotations.NullMarked;

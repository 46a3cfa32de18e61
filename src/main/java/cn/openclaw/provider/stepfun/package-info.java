/** StepFun as a provider. */
@NullMarked
package cn.openclaw.provider.stepfun;

import org.jspecify.annotations.NullMarked;

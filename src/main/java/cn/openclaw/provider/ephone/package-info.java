/** EPhone AI as a provider. */
@NullMarked
package cn.openclaw.provider.ephone;

import org.jspecify.annotations.NullMarked;

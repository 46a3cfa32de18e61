/** Venice AI as a provider. */
@NullMarked
package cn.openclaw.provider.venice;

import org.jspecify.annotations.NullMarked;

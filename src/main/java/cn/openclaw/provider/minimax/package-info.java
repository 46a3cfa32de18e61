/** MiniMax as a provider. */
@NullMarked
package cn.openclaw.provider.minimax;

import org.jspecify.annotations.NullMarked;

/** OpenCode Zen as a provider. */
@NullMarked
package cn.openclaw.provider.opencode;

import org.jspecify.annotations.NullMarked;

/** XAI as a provider. */
@NullMarked
package cn.openclaw.provider.xai;

import org.jspecify.annotations.NullMarked;

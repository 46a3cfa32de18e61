/** Google Gemini as a provider. */
@NullMarked
package cn.openclaw.provider.google;

import org.jspecify.annotations.NullMarked;

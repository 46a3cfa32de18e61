/** Moonshot AI's open platform: two regions, one catalogue. */
@NullMarked
package cn.openclaw.provider.moonshot;

import org.jspecify.annotations.NullMarked;

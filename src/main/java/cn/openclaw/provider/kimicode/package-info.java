/** Kimi Code: the membership's own API for coding clients. */
@NullMarked
package cn.openclaw.provider.kimicode;

import org.jspecify.annotations.NullMarked;

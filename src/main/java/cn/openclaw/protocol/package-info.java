/** What a gateway and its clients say to each other: frames and their parameters as records, with no behaviour. */
@NullMarked
package cn.openclaw.protocol;

import org.jspecify.annotations.NullMarked;

/** Keys: auth profiles, where else a key may come from, the order in which they are tried, and when one rests. */
@NullMarked
package cn.openclaw.auth;

import org.jspecify.annotations.NullMarked;

/** What every floor says and fails with: sentences, failures, secrets, the surroundings. At most a dozen types; not a drawer. */
@NullMarked
package cn.openclaw.base;

import org.jspecify.annotations.NullMarked;

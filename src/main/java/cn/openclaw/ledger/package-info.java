/** What every model call used and cost, and the caps that keep it in bounds. */
@NullMarked
package cn.openclaw.ledger;

import org.jspecify.annotations.NullMarked;

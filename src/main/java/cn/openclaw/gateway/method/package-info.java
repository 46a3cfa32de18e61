/** What clients may ask the gateway for: one class for each method, found at start, named after it. */
@NullMarked
package cn.openclaw.gateway.method;

import org.jspecify.annotations.NullMarked;

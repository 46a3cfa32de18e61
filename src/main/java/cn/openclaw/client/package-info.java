/** Talks to a gateway: finds the one that runs, proves who we are, asks, and hears what it tells. */
@NullMarked
package cn.openclaw.client;

import org.jspecify.annotations.NullMarked;

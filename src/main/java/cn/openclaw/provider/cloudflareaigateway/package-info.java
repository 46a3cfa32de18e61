/** Cloudflare AI Gateway as a provider. */
@NullMarked
package cn.openclaw.provider.cloudflareaigateway;

import org.jspecify.annotations.NullMarked;

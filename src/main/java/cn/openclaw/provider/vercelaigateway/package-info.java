/** Vercel AI Gateway as a provider. */
@NullMarked
package cn.openclaw.provider.vercelaigateway;

import org.jspecify.annotations.NullMarked;

/** GitHub Copilot as a provider. */
@NullMarked
package cn.openclaw.provider.githubcopilot;

import org.jspecify.annotations.NullMarked;

/** Amazon Bedrock as a provider. */
@NullMarked
package cn.openclaw.provider.amazonbedrock;

import org.jspecify.annotations.NullMarked;

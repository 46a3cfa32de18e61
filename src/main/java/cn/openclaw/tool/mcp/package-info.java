/** Tools of other people's servers, by the Model Context Protocol: started or asked when first needed, marked as strangers. */
@NullMarked
package cn.openclaw.tool.mcp;

import org.jspecify.annotations.NullMarked;

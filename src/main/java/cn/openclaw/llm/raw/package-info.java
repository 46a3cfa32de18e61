/** Requests that somebody else wrote, made fit for a host by changing as few of their bytes as it insists on. */
@NullMarked
package cn.openclaw.llm.raw;

import org.jspecify.annotations.NullMarked;

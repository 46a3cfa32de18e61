/** How to ask a model and hear its answer. One contract; each wire format is a child package. */
@NullMarked
package cn.openclaw.llm;

import org.jspecify.annotations.NullMarked;

/** One wire's requests and answers in the words of another, whole or piece by piece, so that any program can ask any model. */
@NullMarked
package cn.openclaw.llm.translation;

import org.jspecify.annotations.NullMarked;

/**
 * One wire's requests and answers in the words of another, whole or piece by piece: so that a program that speaks one of them can
 * ask any model. What two wires have no common word for is left out and told.
 */
@NullMarked
package cn.openclaw.llm.translation;

import org.jspecify.annotations.NullMarked;

/** The loop: ask the model, do what it asks for, ask again; and what surrounds one run. */
@NullMarked
package cn.openclaw.agent;

import org.jspecify.annotations.NullMarked;

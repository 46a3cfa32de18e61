/** Names and numbers of models: references, definitions, prices, capabilities. No behaviour. */
@NullMarked
package cn.openclaw.model;

import org.jspecify.annotations.NullMarked;

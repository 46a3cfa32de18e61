/** What a model may know of the models and providers that are set up. */
@NullMarked
package cn.openclaw.tool.models;

import org.jspecify.annotations.NullMarked;

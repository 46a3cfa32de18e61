/** Tools that read the web: a page, or what a search finds. What they bring is text of strangers and is marked so. */
@NullMarked
package cn.openclaw.tool.web;

import org.jspecify.annotations.NullMarked;

/** Full-text search that knows Chinese: how text is cut into words for SQLite's FTS5, how a question becomes a query, and what is shown of a hit. */
@NullMarked
package cn.openclaw.database.search;

import org.jspecify.annotations.NullMarked;

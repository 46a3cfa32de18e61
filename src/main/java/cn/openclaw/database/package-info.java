/** The embedded database (SQLite): for what is looked up by more than a name. Whatever it holds of a conversation can be made again from files. */
@NullMarked
package cn.openclaw.database;

import org.jspecify.annotations.NullMarked;

/** What an agent keeps in its workspace between conversations: the files that say who it is, and its memories, to be searched. */
@NullMarked
package cn.openclaw.memory;

import org.jspecify.annotations.NullMarked;

/** The other side of the wire, for tests, demos and people without a key: an imitation of Moonshot's platforms. It shares no wire code with the floors that talk to the real ones, so that a mistake cannot cancel itself out. */
@NullMarked
package cn.openclaw.simulator;

import org.jspecify.annotations.NullMarked;

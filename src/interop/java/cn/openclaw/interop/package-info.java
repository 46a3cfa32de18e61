/** Other people's clients, driven against the simulator: whatever they send and expect keeps our imitation honest. */
package cn.openclaw.interop;

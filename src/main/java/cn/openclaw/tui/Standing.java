package cn.openclaw.tui;

import java.util.Optional;

/**
 * How things stand with a partner.
 *
 * @param agent which agent
 * @param session the conversation's name, for people
 * @param model {@code provider/model}; empty if none can be found
 * @param key the key that would be used, masked, and where it comes from; empty without one
 * @param thinking the level that counts; empty if the model decides
 * @param verbose {@code off}, {@code on} or {@code full}
 * @param folder the workspace
 * @param context tokens of the conversation as of its last answer
 * @param window how many tokens the model takes; 0 if unknown
 * @param money what this conversation cost; empty if nothing is known
 * @param going how long ago this conversation was used last, in words; empty for a new one
 * @param resume the command that goes on with this conversation later
 * @param problem what is wrong and how to mend it, such as a missing key
 */
public record Standing(
        String agent,
        String session,
        String model,
        Optional<String> key,
        String thinking,
        String verbose,
        String folder,
        long context,
        long window,
        String money,
        Optional<String> going,
        String resume,
        Optional<String> problem) {}

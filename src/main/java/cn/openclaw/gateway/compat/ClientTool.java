package cn.openclaw.gateway.compat;

import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool that the program behind a request does itself: the call goes out as the end of the answer, and the turn waits until the next
 * request brings what came of it.
 */
final class ClientTool implements Tool {
    private final Offer offer;
    private final Waiting waiting;

    /** As a program describes it. */
    record Offer(String name, String description, ObjectNode parameters) {}

    /** Whoever brings the call to the program, and its answer back. */
    interface Waiting {
        /** Waits for what came of a call. */
        ToolOutcome outcome(String tool, ObjectNode arguments) throws InterruptedException;
    }

    ClientTool(Offer offer, Waiting waiting) {
        this.offer = offer;
        this.waiting = waiting;
    }

    @Override
    public String name() {
        return offer.name();
    }

    @Override
    public String description() {
        return offer.description();
    }

    @Override
    public ObjectNode parameters() {
        return offer.parameters();
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        return waiting.outcome(offer.name(), arguments);
    }
}

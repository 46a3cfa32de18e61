package cn.openclaw.agent;

import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Message;
import cn.openclaw.session.MessageCost;

/**
 * Whether a turn may go on spending: asked before each request, summaries included, and told what each answer cost. Used on the
 * run's thread; several runs may share what is behind it.
 */
public interface Budget {
    /**
     * Sets aside what the request may cost at most.
     *
     * @throws cn.openclaw.base.ClawException if that would pass a cap; the request is not sent then, and the turn ends with this
     */
    Reserved reserve(ChatRequest request);

    /** What was set aside for one request; exactly one of the two is called, once. */
    interface Reserved {
        /** The answer came, and cost this. */
        void settle(Message.Assistant answer, MessageCost cost);

        /** No answer came: a platform bills no failed call. */
        void release();
    }

    /** No cap. */
    static Budget unlimited() {
        return _ -> new Reserved() {
            @Override
            public void settle(Message.Assistant answer, MessageCost cost) {}

            @Override
            public void release() {}
        };
    }
}

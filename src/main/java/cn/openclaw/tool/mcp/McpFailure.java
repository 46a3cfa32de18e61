package cn.openclaw.tool.mcp;

/** A server does not answer as it should; the message says why in English and holds no secret. */
final class McpFailure extends Exception {
    private static final long serialVersionUID = 1;

    McpFailure(String why) {
        super(why, null, false, false);
    }
}

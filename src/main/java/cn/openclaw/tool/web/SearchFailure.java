package cn.openclaw.tool.web;

/** A search gave nothing; the message says why, for the model. */
final class SearchFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    SearchFailure(String why) {
        super(why, null, false, false);
    }
}

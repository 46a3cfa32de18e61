package cn.openclaw.tool.file;

/** Text that stops a search which would run for ever: some patterns need exponential time, and a model may write one. */
final class Impatient {
    private static final long MOST_STEPS = 50_000_000;

    private long steps;

    /** The search was given up, or its run was aborted. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLong() {
            super("too long", null, false, false);
        }
    }

    CharSequence watched(String line) {
        return new Watched(line, 0, line.length());
    }

    private final class Watched implements CharSequence {
        private final String line;
        private final int start;
        private final int end;

        Watched(String line, int start, int end) {
            this.line = line;
            this.start = start;
            this.end = end;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new TooLong();
            }
            return line.charAt(start + index);
        }

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public CharSequence subSequence(int from, int until) {
            return new Watched(line, start + from, start + until);
        }

        @Override
        public String toString() {
            return line.substring(start, end);
        }
    }
}

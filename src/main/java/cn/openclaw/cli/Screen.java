package cn.openclaw.cli;

import cn.openclaw.base.Environment;

/**
 * What the three streams lead to.
 *
 * @param in whether standard input is a terminal
 * @param out whether standard output is one
 * @param err whether standard error is one
 * @param colour whether ANSI colours are welcome on standard output
 * @param width columns; 80 where nobody says
 */
public record Screen(boolean in, boolean out, boolean err, boolean colour, int width) {

    /**
     * The launcher passes the digits of the descriptors that are terminals: asking the JDK for its console costs a
     * fifth of a short command's time. {@code NO_COLOR} and {@code TERM=dumb} are honoured, {@code FORCE_COLOR} wins.
     */
    static Screen of(Environment environment, String terminals) {
        boolean out = terminals.contains("1");
        boolean plain = environment.get("NO_COLOR").isPresent()
                || environment.get("TERM").orElse("dumb").equals("dumb");
        int width = environment
                .get("COLUMNS")
                .filter(columns -> columns.matches("[1-9][0-9]{0,3}"))
                .map(Integer::parseInt)
                .orElse(80);
        boolean colour = environment.get("FORCE_COLOR").isPresent() || (out && !plain);
        return new Screen(terminals.contains("0"), out, terminals.contains("2"), colour, width);
    }
}

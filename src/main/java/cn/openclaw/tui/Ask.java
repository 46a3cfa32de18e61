package cn.openclaw.tui;

import java.util.List;

/**
 * What a person is asked to consent to.
 *
 * @param tool which tool
 * @param why why it is asked
 * @param what the command line, path or address as it would be used; may hold several lines
 * @param argv the words of a command that would run; empty for anything else
 * @param folder where it would be done
 * @param always what "always" would allow; empty if that cannot be offered
 */
public record Ask(String tool, String why, String what, List<String> argv, String folder, String always) {
    public Ask {
        argv = List.copyOf(argv);
    }
}

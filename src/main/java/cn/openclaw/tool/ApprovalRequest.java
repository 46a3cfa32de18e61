package cn.openclaw.tool;

import cn.openclaw.base.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a person is asked to approve. The approval holds for exactly this: the same arguments, in the same folder.
 *
 * @param tool which tool
 * @param why why it is asked, for the person
 * @param what the command line, path or address, as it would be used; may be long, may hold several lines
 * @param argv the parsed words of a command that would run; empty for anything else
 * @param folder where it would be done
 * @param always what "always" would allow from now on, in words; empty if that cannot be offered
 */
public record ApprovalRequest(
        String tool, Text why, String what, List<String> argv, Path folder, Optional<Text> always) {
    public ApprovalRequest {
        argv = List.copyOf(argv);
    }
}

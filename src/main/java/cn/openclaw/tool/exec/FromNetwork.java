package cn.openclaw.tool.exec;

import cn.openclaw.tool.Outside;
import cn.openclaw.tool.Tool;
import java.util.Set;

/**
 * What programs fetch is text from outside like a web page: it is marked, and the turn remembers it. Told by the words of the command,
 * rather too often than too seldom.
 */
final class FromNetwork {
    private static final Set<String> FETCHERS = Set.of(
            "curl", "wget", "aria2c", "http", "https", "xh", "lynx", "w3m", "links", "elinks", "nc", "ncat", "netcat", "socat", "telnet", "ssh",
            "scp", "sftp", "rsync", "ftp", "lftp", "gh", "glab", "hub", "fetch", "clone", "pull", "ls-remote", "dig", "nslookup", "host", "whois",
            "yt-dlp", "youtube-dl", "pandoc", "pdftotext", "mutt", "mail", "kubectl", "aws", "gcloud", "az", "rclone", "urllib", "requests");

    private FromNetwork() {}

    /** The output as the model gets it. */
    static String marked(Tool.Context context, String command, String output) {
        for (String word : command.split("[^A-Za-z0-9_-]+")) {
            if (FETCHERS.contains(word)) {
                return output.isBlank() ? output : Outside.wrap(context.turn(), "the output of " + word, output);
            }
        }
        return output;
    }
}

package cn.openclaw.tool.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The programs that need no approval, with the only arguments they need none for. Each is named with every option it may be given:
 * what is not listed is asked about, so an option nobody thought of is no hole. None of them writes, sends, waits for long, or
 * starts a program; and every file they are given is checked to be inside the workspace.
 */
final class SafeCommands {
    /** What the words that are no options are. */
    private enum Operands {
        /** Just text. */
        TEXT,
        /** Files. */
        FILES,
        /** Something to look for, then files. */
        PATTERN,
        /** At most one file: a second one would be written. */
        ONE_FILE,
        /** A format that begins with a plus sign. */
        FORMAT,
        NONE
    }

    private record Rule(String flags, String valued, Set<String> longs, Operands operands) {}

    private static final Map<String, Rule> RULES = new HashMap<>();

    private static void rule(String name, String flags, String valued, String longs, Operands operands) {
        RULES.put(name, new Rule(flags, valued, Set.of(longs.split(" ")), operands));
    }

    static {
        rule("cat", "AbeEnstTuv", "", "number number-nonblank show-all show-ends show-tabs squeeze-blank", Operands.FILES);
        rule("tac", "br", "", "before regex", Operands.FILES);
        rule("rev", "", "", "none", Operands.FILES);
        rule("nl", "", "bw", "none", Operands.FILES);
        rule("ls", "1aAbBcCdfFgGhiklmnNopqQrRsStuUvxX", "ITw",
                "all almost-all human-readable recursive reverse size color= color group-directories-first full-time"
                        + " time-style= sort= inode classify directory no-group numeric-uid-gid time= format= ignore=", Operands.FILES);
        rule("pwd", "LP", "", "none", Operands.NONE);
        rule("echo", "neE", "", "any", Operands.TEXT);
        rule("printf", "", "", "none", Operands.TEXT);
        rule("true", "", "", "none", Operands.TEXT);
        rule("false", "", "", "none", Operands.TEXT);
        rule("head", "qvz", "nc", "lines= bytes= quiet silent verbose", Operands.FILES);
        rule("tail", "qvz", "nc", "lines= bytes= quiet silent verbose", Operands.FILES);
        rule("wc", "clmwL", "", "lines words bytes chars max-line-length", Operands.FILES);
        String grep = "include= exclude= exclude-dir= color= colour= color line-number ignore-case recursive word-regexp count"
                + " files-with-matches files-without-match fixed-strings extended-regexp perl-regexp invert-match only-matching no-filename"
                + " with-filename max-count= context= after-context= before-context= regexp= no-messages quiet";
        for (String name : List.of("grep", "egrep", "fgrep")) {
            rule(name, "abcEFGHhiIlLnoPqsTUvVwxyzr", "ABCem", grep, Operands.PATTERN);
        }
        rule("rg", "cFiIlnNoPsSvwx", "ABCegmtT", "files glob= type= hidden ignore-case line-number count files-with-matches"
                + " fixed-strings no-heading heading max-count= context= json multiline only-matching word-regexp no-ignore color= sort=", Operands.PATTERN);
        rule("sort", "bdfgiMhnrRVCcmsuz", "kt", "reverse numeric-sort unique key= field-separator= human-numeric-sort version-sort"
                + " ignore-case stable check general-numeric-sort", Operands.FILES);
        rule("uniq", "cdDiuz", "fsw", "count repeated unique ignore-case", Operands.ONE_FILE);
        rule("cut", "nsz", "bcdf", "delimiter= fields= bytes= characters= complement only-delimited output-delimiter=", Operands.FILES);
        rule("tr", "cCdst", "", "complement delete squeeze-repeats truncate-set1", Operands.TEXT);
        rule("fold", "bs", "w", "width= spaces bytes", Operands.FILES);
        rule("column", "t", "s", "table separator=", Operands.FILES);
        rule("comm", "123", "", "none", Operands.FILES);
        // Not with -r: it follows links out of the workspace.
        rule("diff", "abBcdeEiNpqstTuwy", "UCWI", "unified= unified brief color= ignore-all-space ignore-space-change"
                + " ignore-blank-lines side-by-side new-file stat", Operands.FILES);
        rule("cmp", "bls", "", "silent quiet verbose", Operands.FILES);
        rule("stat", "Lt", "c", "format= printf= terse dereference", Operands.FILES);
        rule("file", "bhiL", "", "brief mime mime-type", Operands.FILES);
        rule("du", "abchkmsSx0", "d", "max-depth= human-readable summarize all total apparent-size bytes", Operands.FILES);
        rule("df", "ahHiklmPT", "", "human-readable all inodes portability print-type", Operands.FILES);
        rule("date", "uR", "dI", "date= utc universal iso-8601= iso-8601 rfc-3339= rfc-email", Operands.FORMAT);
        rule("whoami", "", "", "none", Operands.NONE);
        rule("id", "ugGnr", "", "user group groups name real", Operands.TEXT);
        rule("uname", "amnrspvio", "", "all machine kernel-name kernel-release nodename operating-system", Operands.NONE);
        rule("nproc", "", "", "all", Operands.NONE);
        rule("uptime", "ps", "", "pretty since", Operands.NONE);
        rule("free", "bkmght", "", "human mega giga total", Operands.NONE);
        rule("which", "a", "", "all", Operands.TEXT);
        rule("basename", "az", "s", "multiple suffix= zero", Operands.TEXT);
        rule("dirname", "z", "", "zero", Operands.TEXT);
        rule("realpath", "eLmPqsz", "", "canonicalize-existing canonicalize-missing no-symlinks quiet", Operands.FILES);
        rule("readlink", "emfnqsz", "", "canonicalize canonicalize-existing", Operands.FILES);
        rule("tree", "adfips", "LPI", "none", Operands.FILES);
        rule("jq", "cCjMnrReSsa", "", "raw-output compact-output slurp null-input exit-status sort-keys tab raw-input join-output"
                + " ascii-output color-output monochrome-output", Operands.PATTERN);
        rule("seq", "w", "sf", "equal-width separator= format=", Operands.TEXT);
        rule("sleep", "", "", "none", Operands.TEXT);
        for (String sum : List.of("md5sum", "sha1sum", "sha256sum", "sha512sum", "cksum")) {
            rule(sum, "btz", "", "binary text tag zero", Operands.FILES);
        }
        rule("[", "", "", "none", Operands.TEXT);
        rule("test", "", "", "none", Operands.TEXT);
    }

    /** Options that go down into folders: what lies in them counts as read. */
    private static final Map<String, String> DEEP = Map.of("grep", "r", "egrep", "r", "fgrep", "r");

    private static final Set<String> VERSIONED = Set.of("python3", "python", "node", "java", "git", "gcc", "bash", "curl", "perl", "ruby");

    /** A command that needs no approval, as it is to be run. */
    record Safe(List<String> argv) {}

    private final MayRead readable;

    SafeCommands(MayRead readable) {
        this.readable = readable;
    }

    /** Whether there is a rule: what it does not let pass is asked about, whatever the person's own list says of the program. */
    static boolean knows(String name) {
        return RULES.containsKey(name) || name.equals("git") || name.equals("find");
    }

    /** The arguments to run this with, program first; null if somebody must be asked. */
    @org.jspecify.annotations.Nullable Safe check(List<String> argv) {
        String name = argv.getFirst();
        if (argv.size() == 2 && VERSIONED.contains(name) && (argv.get(1).equals("--version") || argv.get(1).equals("-version"))) {
            return new Safe(argv);
        }
        if (name.equals("git")) {
            List<String> git = SafeGit.check(argv, readable);
            return git == null ? null : new Safe(git);
        }
        if (name.equals("find")) {
            return SafeFind.allows(argv, readable) ? new Safe(argv) : null;
        }
        Rule rule = RULES.get(name);
        return rule != null && allows(rule, argv) ? new Safe(argv) : null;
    }

    private boolean allows(Rule rule, List<String> argv) {
        String name = argv.getFirst();
        if (rule.longs().contains("any") || name.equals("[") || name.equals("test") || name.equals("true") || name.equals("false")) {
            return true;
        }
        List<String> operands = new ArrayList<>();
        boolean patternGiven = false;
        boolean deep = name.equals("rg") || name.equals("tree") || name.equals("du");
        boolean options = true;
        for (int at = 1; at < argv.size(); at++) {
            String word = argv.get(at);
            if (!options || !word.startsWith("-") || word.equals("-")) {
                operands.add(word);
            } else if (word.equals("--")) {
                options = false;
            } else if (word.startsWith("--")) {
                if (!allowsLong(rule, word)) {
                    return false;
                }
                patternGiven |= word.startsWith("--regexp=") || word.equals("--files");
                deep |= word.equals("--recursive");
            } else {
                int taken = shorts(rule, name, word, at + 1 < argv.size());
                if (taken < 0) {
                    return false;
                }
                patternGiven |= word.indexOf('e') > 0 && rule.operands() == Operands.PATTERN && rule.valued().indexOf('e') >= 0;
                deep |= DEEP.containsKey(name) && word.contains(DEEP.getOrDefault(name, "r")) || (name.equals("ls") && word.contains("R"));
                at += taken;
            }
        }
        return operandsAllowed(rule, name, operands, patternGiven, deep);
    }

    private static boolean allowsLong(Rule rule, String word) {
        int equals = word.indexOf('=');
        String option = equals < 0 ? word.substring(2) : word.substring(2, equals + 1);
        return rule.longs().contains(option);
    }

    /** How many further words a bundle of short options takes; -1 if one of them is not allowed. */
    private static int shorts(Rule rule, String name, String word, boolean more) {
        boolean number = word.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
        if (number && (name.equals("head") || name.equals("tail") || name.equals("grep"))) {
            return 0;
        }
        for (int at = 1; at < word.length(); at++) {
            char c = word.charAt(at);
            if (rule.valued().indexOf(c) >= 0) {
                boolean attached = at + 1 < word.length() || (name.equals("date") && c == 'I');
                return attached ? 0 : more ? 1 : -1;
            }
            if (rule.flags().indexOf(c) < 0) {
                return -1;
            }
        }
        return 0;
    }

    private boolean operandsAllowed(Rule rule, String name, List<String> operands, boolean patternGiven, boolean deep) {
        boolean here = operands.isEmpty() && deep;
        return switch (rule.operands()) {
            case NONE -> operands.isEmpty();
            case TEXT -> true;
            case FORMAT -> operands.isEmpty() || (operands.size() == 1 && operands.getFirst().startsWith("+"));
            case ONE_FILE -> operands.size() <= 1 && operands.stream().allMatch(file -> readable.file(file, false));
            case FILES -> operands.stream().allMatch(file -> readable.file(file, deep)) && (!here || readable.file(".", true));
            case PATTERN -> {
                boolean asFiles = patternGiven && !name.equals("jq");
                List<String> files = asFiles || operands.isEmpty() ? operands : operands.subList(1, operands.size());
                boolean program = name.equals("jq") && !operands.isEmpty() && loads(operands.getFirst());
                yield !program
                        && files.stream().allMatch(file -> readable.file(file, deep))
                        && (!deep || !files.isEmpty() || readable.file(".", true));
            }
        };
    }

    /** Whether a jq program could read other files. */
    private static boolean loads(String program) {
        return program.contains("import") || program.contains("include") || program.contains("input_filename") || program.contains("modulemeta")
                || program.contains("get_search_list");
    }

    /** Whether a file may be read unasked. */
    @FunctionalInterface
    interface MayRead {
        /**
         * Decides.
         *
         * @param written as the command has it
         * @param deep whether all below it is read too
         */
        boolean file(String written, boolean deep);
    }
}

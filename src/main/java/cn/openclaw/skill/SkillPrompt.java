package cn.openclaw.skill;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a model is told of skills. */
final class SkillPrompt {
    private static final int LONGEST_DESCRIPTION = 600;
    private static final int MOST_CHARS = 24_000;

    private SkillPrompt() {}

    static String of(List<Skill> ready) {
        StringBuilder list = new StringBuilder();
        int left = 0;
        for (Skill skill : ready.stream().filter(Skill::modelInvocable).toList()) {
            String entry = "<skill><name>" + plain(skill.name()) + "</name><description>" + plain(shortened(skill.description()))
                    + "</description><location>" + plain(skill.file().toString()) + "</location></skill>\n";
            if (list.length() + entry.length() > MOST_CHARS) {
                left++;
            } else {
                list.append(entry);
            }
        }
        if (list.isEmpty()) {
            return "";
        }
        String more = left == 0 ? "" : "(" + left + " more skills are left out here)\n";
        return "# Skills\nIf the task is what one of these descriptions names, read its file with read before you begin, and follow it; read no"
                + " more than one at first. {baseDir} in a skill means the folder of its file.\n<available_skills>\n" + list + "</available_skills>\n"
                + more;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_DESCRIPTION ? text : text.substring(0, LONGEST_DESCRIPTION) + "…";
    }

    /** A name or a description cannot close its own tag and open another. */
    private static String plain(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static Optional<String> expand(String message, List<Skill> ready) {
        String text = message.strip();
        if (!text.startsWith("/")) {
            return Optional.empty();
        }
        String[] words = text.substring(1).split("[\\s:：]+", 2);
        String rest = words.length > 1 ? words[1].strip() : "";
        if (words[0].equalsIgnoreCase("skill") || words[0].equals("技能")) {
            words = rest.split("[\\s:：]+", 2);
            rest = words.length > 1 ? words[1].strip() : "";
        }
        String name = words[0];
        String input = rest;
        return ready.stream()
                .filter(Skill::userInvocable)
                .filter(skill -> skill.slash().equals(name.toLowerCase(Locale.ROOT)) || skill.name().equals(name))
                .findFirst()
                .map(skill -> "Use the skill \"" + skill.name() + "\" for this: read " + skill.file() + " and follow it."
                        + (input.isEmpty() ? "" : "\n\n" + input));
    }
}

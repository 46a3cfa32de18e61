package cn.openclaw.agent;

import cn.openclaw.base.Language;
import cn.openclaw.llm.Part;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What happens in a run, in words for a person. */
public final class AgentWords {
    private AgentWords() {}

    /** The words among what was said. */
    public static String of(List<Part> parts) {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }

    /** Who is asked instead of whom, and why. */
    public static String of(AgentEvent.Switched event, Language language) {
        if (event.why().isPresent()) {
            return AgentText.SWITCHED.in(language, event.from(), event.to(), event.why().get().in(language));
        }
        Instant until = event.restsUntil().orElse(Instant.EPOCH);
        return until.equals(Instant.MAX)
                ? AgentText.SWITCHED_REFUSED.in(language, event.from(), event.to())
                : AgentText.SWITCHED_RESTING.in(language, event.from(), event.to(), until);
    }
}

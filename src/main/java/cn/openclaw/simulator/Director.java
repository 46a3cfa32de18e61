package cn.openclaw.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what is answered: the script first, then directives in the user's words, then the rules. */
final class Director {
    private final ToolIdMaker ids;

    Director(ToolIdMaker ids) {
        this.ids = ids;
    }

    Plan plan(Chat chat, Optional<Script> script) {
        Optional<Script.Match> match = script.flatMap(one -> one.take(chat));
        if (match.isPresent()) {
            return new Plan(
                    ScriptReply.answer(match.get().reply(), ids),
                    ScriptReply.faults(match.get().reply()),
                    "script turn " + match.get().number());
        }
        List<List<Directives.Directive>> steps = Directives.steps(chat.lastUserText());
        int step = chat.step();
        return step < steps.size() && !steps.get(step).isEmpty() ? directed(chat, steps.get(step)) : ruled(chat, "rule");
    }

    private Plan ruled(Chat chat, String decision) {
        return new Plan(new RuleEngine(chat, ids).answer(), List.of(), decision);
    }

    private Plan directed(Chat chat, List<Directives.Directive> directives) {
        List<Fault> faults = new ArrayList<>();
        List<Answer.Call> calls = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        Optional<String> thoughts = Optional.empty();
        Optional<String> finish = Optional.empty();
        for (Directives.Directive directive : directives) {
            String rest = directive.rest();
            switch (directive.name()) {
                case "tool" -> calls.add(call(rest, calls.size()));
                case "say" -> words.append(rest);
                case "len" -> words.append(RuleEngine.filler(number(rest), chat.lastUserText()));
                case "leak" -> words.append(leaked(rest));
                case "think" -> thoughts = Optional.of(rest);
                case "finish" -> finish = Optional.of(rest);
                default -> faults.add(fault(directive));
            }
        }
        Answer ruled = new RuleEngine(chat, ids).answer();
        boolean silent = words.isEmpty() && calls.isEmpty();
        String reasoning = chat.thinks() ? thoughts.orElse(ruled.reasoning()) : "";
        Answer answer = silent
                ? new Answer(reasoning, ruled.content(), ruled.calls(), ruled.finish(), List.of())
                : new Answer(reasoning, words.toString(), calls, calls.isEmpty() ? "stop" : "tool_calls", List.of());
        return new Plan(finish.isPresent() ? answer.withFinish(finish.get()) : answer, faults, "directive");
    }

    private Answer.Call call(String rest, int number) {
        int space = rest.indexOf(' ');
        String name = space < 0 ? rest : rest.substring(0, space);
        String arguments = space < 0 ? "{}" : rest.substring(space + 1).strip();
        return new Answer.Call(ids.id(name, number), name, arguments);
    }

    /** A tool call in the model's own markup, as it sometimes leaks into the text. */
    private static String leaked(String rest) {
        int space = rest.indexOf(' ');
        String name = space < 0 ? rest : rest.substring(0, space);
        String arguments = space < 0 ? "{}" : rest.substring(space + 1).strip();
        return "<|tool_calls_section_begin|><|tool_call_begin|>functions." + name + ":0<|tool_call_argument_begin|>" + arguments
                + "<|tool_call_end|><|tool_calls_section_end|>";
    }

    private static int number(String text) {
        try {
            return Math.clamp(Long.parseLong(text.strip()), 0, 2_000_000);
        } catch (NumberFormatException e) {
            throw Refusal.invalid("simulator: [[sim:len N]] needs a number, not " + text);
        }
    }

    private static Fault fault(Directives.Directive directive) {
        try {
            return Fault.parse((directive.name() + " " + directive.rest()).strip());
        } catch (ScriptException e) {
            throw Refusal.invalid("simulator: " + e.getMessage());
        }
    }
}

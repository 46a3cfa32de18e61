package cn.openclaw.tool;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ToolPolicyTest {
    private static final ModelRef KIMI = ModelRef.parse("moonshot/kimi-k2").orElseThrow();

    private static ToolPolicy policy(String config) {
        return ToolPolicy.of(Json.parse(config.replace('\'', '"')), "main", KIMI, false);
    }

    private static List<String> of(String config) {
        return List.of("read", "write", "edit", "apply_patch", "exec", "process", "session_status", "sessions_send", "web_fetch", "mcp_x_y", "todo").stream()
                .filter(policy(config)::allows)
                .toList();
    }

    @Test
    void withoutRulesEverythingPasses() {
        assertThat(of("{}")).hasSize(11);
        assertThat(of("{'tools':{'profile':'full'}}")).hasSize(11);
    }

    @Test
    void presets() {
        assertThat(of("{'tools':{'profile':'minimal'}}")).containsExactly("session_status");
        assertThat(of("{'tools':{'profile':'minimal','alsoAllow':['read','mcp_*']}}")).containsExactly("read", "session_status", "mcp_x_y");
        assertThat(of("{'tools':{'profile':'coding'}}")).contains("read", "exec", "session_status").doesNotContain("web_fetch");
        assertThat(of("{'tools':{'profile':'coding'},'agents':{'list':[{'id':'main','tools':{'profile':'minimal'}}]}}"))
                .containsExactly("session_status");
    }

    @Test
    void denyCountsBeforeAllowAndEachStepOnlyTakesAway() {
        assertThat(of("{'tools':{'allow':['READ','bash','group:web'],'deny':['exec']}}")).containsExactly("read", "web_fetch");
        assertThat(of("{'tools':{'deny':['exec']},'agents':{'list':[{'id':'Main','tools':{'allow':['exec','read']}}]}}")).containsExactly("read");
        assertThat(of("{'tools':{'deny':['group:fs','*_fetch','apply-patch']}}"))
                .containsExactly("exec", "process", "session_status", "sessions_send", "mcp_x_y", "todo");
        assertThat(of("{'tools':{'allow':['group:clawdbot']}}")).doesNotContain("mcp_x_y").contains("read");
    }

    @Test
    void aModelsOrAProvidersOwnRules() {
        assertThat(of("{'tools':{'byProvider':{'moonshot':{'deny':['exec']}}}}")).doesNotContain("exec").contains("process");
        assertThat(of("{'tools':{'byProvider':{'moonshot':{'deny':['exec']},'Moonshot/Kimi-K2':{'profile':'minimal'}}}}"))
                .containsExactly("session_status");
        assertThat(of("{'tools':{'byProvider':{'openai':{'deny':['exec']}}}}")).contains("exec");
        assertThat(of("{'agents':{'list':[{'id':'main','tools':{'byProvider':{'moonshot':{'allow':['read']}}}}]}}")).containsExactly("read");
    }

    @Test
    void sandboxesAndSubAgentsHaveLess() {
        assertThat(of("{'agents':{'defaults':{'sandbox':{'mode':'all','workspaceAccess':'ro'}}}}")).contains("read", "exec").doesNotContain("write", "edit");
        assertThat(of("{'agents':{'defaults':{'sandbox':{'mode':'all'}}},'tools':{'sandbox':{'tools':{'deny':['web_fetch']}}}}")).doesNotContain("web_fetch");
        ToolPolicy sub = ToolPolicy.of(Json.parse("{\"tools\":{\"subagents\":{\"tools\":{\"deny\":[\"exec\"]}}}}"), "main", KIMI, true);
        assertThat(sub.allows("sessions_spawn")).isFalse();
        assertThat(sub.allows("memory_search")).isFalse();
        assertThat(sub.allows("exec")).isFalse();
        assertThat(sub.allows("read")).isTrue();
    }

    @Test
    @DisplayName("W24 a denied tool is absent from the request")
    void selects() {
        List<Tool> all = Tools.all();
        assertThat(policy("{'tools':{'deny':['exec','group:web']}}").select(all)).extracting(Tool::name)
                .contains("read").doesNotContain("exec", "web_fetch", "web_search");
    }

    @Test
    void aNameThatNoToolHasIsSaidOnceWithTheNearest() {
        ToolPolicy policy = policy("{'tools':{'profile':'coding','deny':['exce','exce','nonsense-of-mine','group:webb','cron','mcp_later','x*']}}");
        policy.select(Tools.all());
        assertThat(policy.warnings()).extracting(text -> text.in(Language.EN)).containsExactly(
                "exce in tools is the name of no tool; did you mean exec?",
                "nonsense-of-mine in tools is the name of no tool",
                "group:webb in tools is the name of no tool; did you mean group:web?");
    }
}

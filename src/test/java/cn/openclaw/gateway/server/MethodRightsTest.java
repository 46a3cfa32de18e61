package cn.openclaw.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Found;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.testing.Shapes;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The rights of every method, beside those that the original asks for. */
class MethodRightsTest {
    /** The rights of the original's methods, as its own table has them; what stands in none is for administrators. */
    private static final Map<Access, String> ORIGINAL = Map.of(
            Access.NODE, "node.invoke.result node.event skills.bins",
            Access.APPROVALS, "exec.approval.request exec.approval.resolve",
            Access.PAIRING,
                    "node.pair.request node.pair.list node.pair.approve node.pair.reject node.pair.verify device.pair.list"
                            + " device.pair.approve device.pair.reject device.token.rotate device.token.revoke node.rename",
            Access.READ,
                    "health logs.tail channels.status status usage.status usage.cost tts.status tts.providers models.list agents.list"
                            + " agent.identity.get skills.status voicewake.get sessions.list sessions.preview cron.list cron.status"
                            + " cron.runs system-presence last-heartbeat node.list node.describe chat.history",
            Access.WRITE,
                    "send agent agent.wait wake talk.mode tts.enable tts.disable tts.convert tts.setProvider voicewake.set"
                            + " node.invoke chat.send chat.abort");

    @Test
    void aMethodHoldsNoState() {
        for (GatewayMethod method : Found.methods().values()) {
            for (Field field : method.getClass().getDeclaredFields()) {
                assertThat(Modifier.isStatic(field.getModifiers())).as(method.getClass().getSimpleName() + "." + field.getName()).isTrue();
            }
        }
    }

    @Test
    void theOriginalsMethodsAskForNoLessThanItDoes() {
        Map<String, Access> original = new HashMap<>();
        ORIGINAL.forEach((access, names) -> {
            for (String name : names.split(" ", -1)) {
                original.put(name, access);
            }
        });
        for (GatewayMethod method : Found.methods().values()) {
            Access asked = original.get(method.name());
            if (asked != null) {
                assertThat(method.access()).as(method.name()).isEqualTo(asked);
            }
        }
    }

    /** {@code send} of channels that do not exist yet, and the like, answer as the original does without them; but all are there. */
    @Test
    void everyMethodOfTheOriginalIsThere() {
        JsonNode sample = Shapes.sample("connect").get(2).path("frame").path("payload").path("features").path("methods");
        TreeSet<String> missing = new TreeSet<>();
        sample.values().forEach(name -> missing.add(name.stringValue()));
        Found.methods().values().stream().filter(GatewayMethod::advertised).map(GatewayMethod::name).toList().forEach(missing::remove);
        assertThat(missing).isEmpty();
    }
}

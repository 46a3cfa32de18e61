package cn.openclaw.gateway.method;

import cn.openclaw.base.Language;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import cn.openclaw.provider.ModelExplanation;
import cn.openclaw.provider.ModelExplanationJson;
import cn.openclaw.provider.ModelsAtHand;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Everything that a request for a model would be made of, and who decided each part. Sends nothing. */
@AutoService(GatewayMethod.class)
public final class ModelsExplain implements GatewayMethod {
    @Override
    public String name() {
        return "models.explain";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ModelsAtHand models = ModelDesk.of(params, call.world());
        Language language = Tongue.of(params, call);
        return new ModelExplanationJson(models, ModelExplanation.of(models, params.text("model").orElse("")), language).node();
    }
}

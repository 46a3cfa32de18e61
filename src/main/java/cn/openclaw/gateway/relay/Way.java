package cn.openclaw.gateway.relay;

import cn.openclaw.agent.KeyWatch;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.ledger.Tariff;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.Pacing;
import cn.openclaw.llm.Wire;
import cn.openclaw.model.ModelRef;
import java.util.Map;
import java.util.Optional;

/**
 * One way to get an answer: a model, asked with one key. All that can be decided before a request is.
 *
 * @param endpoint where and how
 * @param wire in which words
 * @param dialect what the host wants otherwise than others
 * @param tariff what it costs
 * @param address who is connected to
 * @param path of a chat request there, with the query
 * @param headers of every request there
 * @param asked who it is, for what is learned about keys
 * @param pace who it is in the lines of those who wait for rate limits
 * @param label where the key comes from, for people; never the key
 */
record Way(
        Endpoint endpoint,
        Wire wire,
        Dialect dialect,
        Tariff tariff,
        Address address,
        String path,
        Map<String, String> headers,
        KeyWatch.Asked asked,
        Pacing.Asker pace,
        String label) {

    ModelRef ref() {
        return endpoint.ref();
    }

    HttpLimits limits() {
        return endpoint.limits();
    }

    Optional<String> profile() {
        return label.isEmpty() ? Optional.empty() : Optional.of(label);
    }
}

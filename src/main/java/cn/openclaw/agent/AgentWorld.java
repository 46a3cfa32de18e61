package cn.openclaw.agent;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.tool.ToolWorld;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What runs need of the world.
 *
 * @param snapshot the configuration
 * @param places where things live
 * @param clock the time
 * @param zone the person's time zone, asked for only when it matters
 * @param random for ids
 * @param models opens a model at an endpoint, which tells what a person should know although the call goes on; retries are added here
 * @param tools what tools find around them
 */
public record AgentWorld(
        ConfigSnapshot snapshot,
        Places places,
        InstantSource clock,
        Supplier<ZoneId> zone,
        RandomGenerator random,
        BiFunction<Endpoint, Consumer<LlmNotice>, ChatModel> models,
        ToolWorld tools) {}

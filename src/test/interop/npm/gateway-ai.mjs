// npm `ai` against the gateway, by each provider that speaks one of its doors' words.
import assert from "node:assert/strict";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createMoonshotAI } from "@ai-sdk/moonshotai";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, embed, generateObject, generateText, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";
import { ENDLESS, PICTURE, WEATHER, assertFails, assertHeaders, assertLeft, check, done, gateway, last, models, now, spare, token } from "./gateway.mjs";

const url = `${gateway}/v1`;
const providers = {
  "openai responses": (key) => createOpenAI({ baseURL: url, apiKey: key }),
  "openai chat": (key) => { const one = createOpenAI({ baseURL: url, apiKey: key }); return (model) => one.chat(model); },
  anthropic: (key) => createAnthropic({ baseURL: url, apiKey: key }),
  "openai-compatible": (key) => createOpenAICompatible({ name: "gateway", baseURL: url, apiKey: key, includeUsage: true, supportsStructuredOutputs: true }),
  moonshotai: (key) => createMoonshotAI({ baseURL: url, apiKey: key }),
};
const weather = (asked) => tool({
  description: "The weather", inputSchema: z.object({ city: z.string() }), execute: async ({ city }) => { asked.push(city); return "21 °C"; },
});
const picture = [{ role: "user", content: [{ type: "text", text: "[[sim:say Red.]]" }, { type: "image", image: PICTURE, mediaType: "image/png" }] }];

for (const [name, make] of Object.entries(providers)) {
  const one = make(token);
  for (const id of [...models, "openclaw"]) {
    const model = one(id);
    const isAgent = id === "openclaw";

    await check(`${name} generateText ${id}`, async () => {
      const answer = await generateText({ model, system: "Be terse.", prompt: "[[sim:think Hm.]][[sim:say Hi there.]]", maxRetries: 0 });
      assert.equal(answer.text, "Hi there.");
      assert.equal(answer.finishReason, "stop");
      const seen = await last();
      assert.equal(answer.usage.inputTokens, seen.promptTokens);
      assert.equal(answer.usage.outputTokens, seen.completionTokens);
      if (!isAgent && !name.startsWith("openai ")) assert.equal(answer.reasoningText, "Hm.");
      const headers = new Headers(answer.response.headers);
      if (isAgent) assert.equal(headers.get("x-openclaw-agent"), "main");
      else assertHeaders(headers, id);
    });

    await check(`${name} streamText ${id}`, async () => {
      const answer = streamText({ model, prompt: "[[sim:think Hm.]][[sim:say 你好，世界。]]", maxRetries: 0 });
      let words = "";
      for await (const piece of answer.textStream) words += piece;
      assert.equal(words, "你好，世界。");
      assert.equal(await answer.finishReason, "stop");
      const seen = await last();
      assert.equal((await answer.usage).inputTokens, seen.promptTokens);
      assert.equal((await answer.usage).outputTokens, seen.completionTokens);
    });

    await check(`${name} tools ${id}`, async () => {
      for (const ask of [generateText, streamText]) {
        const asked = [];
        const result = ask({ model, prompt: WEATHER, tools: { get_weather: weather(asked) }, stopWhen: stepCountIs(3), maxRetries: 0, onError: () => {} });
        const steps = await (ask === generateText ? (await result).steps : result.steps);
        assert.deepEqual(asked, ["北京"]);
        assert.equal(steps.length, 2);
        assert.equal(steps[0].finishReason, "tool-calls");
        assert.deepEqual(steps[0].toolCalls[0].input, { city: "北京" });
        assert.equal(steps[1].text, "It is 21 degrees.");
        assert.equal(steps[1].finishReason, "stop");
        assert.match(JSON.stringify((await last()).body), /21 °C/);
      }
    });

    await check(`${name} image ${id}`, async () => {
      assert.equal((await generateText({ model, messages: picture, maxRetries: 0 })).text, "Red.");
      assert.ok(JSON.stringify((await last()).body).includes(PICTURE));
    });

    if (!isAgent) {
      await check(`${name} object ${id}`, async () => {
        const answer = await generateObject({
          model, schema: z.object({ name: z.string(), age: z.number() }), prompt: '[[sim:say {"name":"Li","age":7}]]', maxRetries: 0,
        });
        assert.deepEqual(answer.object, { name: "Li", age: 7 });
      });
    }

    await check(`${name} abort ${id}`, async () => {
      const since = await now();
      const abort = new AbortController();
      const answer = streamText({ model, prompt: ENDLESS, abortSignal: abort.signal, maxRetries: 0, onError: () => {} });
      let seen = 0;
      await assertLeft(since, async () => {
        for await (const _ of answer.textStream) if (++seen === 5) abort.abort();
      });
    });
  }

  const text = (id, prompt, key) => generateText({ model: (key ? make(key) : one)(id), prompt, maxRetries: 0 });
  await check(`${name} errors`, async () => {
    await assertFails(text("moonshot/kimi-k99", "x"), APICallError, 404, /kimi-k99/);
    await assertFails(text("fast", "x", "ock-wrong"), APICallError, 401, /gateway's token/);
    await assertFails(text("stranger/kimi-k2.6", "x"), APICallError, 401, /key/i);
    await assertFails(text(spare(), "[[sim:overload]]"), APICallError, 429, /overloaded/);
    await assertFails(text(spare(), "[[sim:500]]"), APICallError, 500, /\w+ \w+/);
    await assertFails(text(spare(), "[[sim:overflow]]"), APICallError, 400, /token limit|too long|context/);
    await assertFails(text("openclaw:nobody", "x"), APICallError, 404, /nobody/);
    await assertFails(text("openclaw", "[[sim:risk]]"), APICallError, 400, /\w+ \w+/);
  });

  await check(`${name} errors in the middle of a stream`, async () => {
    for (const [fault, words] of [["error-frame 4", /overloaded/], ["drop 4", /broke off|connection/]]) {
      const errors = [];
      const answer = streamText({ model: one(spare()), prompt: `[[sim:${fault}]][[sim:len 50]]`, maxRetries: 0, onError: ({ error }) => errors.push(error) });
      try {
        for await (const _ of answer.textStream) { /* until it ends */ }
      } catch (error) {
        errors.push(error);
      }
      assert.ok(errors.length > 0, fault);
      assert.match(String(errors[0]?.message ?? JSON.stringify(errors[0])), words);
    }
  });
}

await check("embed", async () => {
  const compatible = createOpenAICompatible({ name: "gateway", baseURL: url, apiKey: token });
  const { embedding, usage } = await embed({ model: compatible.textEmbeddingModel("numbers/embed-1"), value: "hello", maxRetries: 0 });
  assert.deepEqual(embedding, [1, 0.5]);
  assert.equal(usage.tokens, 2);
});

done("ai");

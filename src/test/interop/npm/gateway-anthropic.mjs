// npm `@anthropic-ai/sdk` against the gateway: messages, the stream helper, the tool runner, countTokens and models.
import assert from "node:assert/strict";
import Anthropic from "@anthropic-ai/sdk";
import {
  ENDLESS, PARAMETERS, PICTURE, WEATHER, assertFails, assertHeaders, assertLeft, check, done, gateway, last, models, now, requests, spare, token,
} from "./gateway.mjs";

const client = new Anthropic({ baseURL: gateway, apiKey: token, maxRetries: 0 });
const tools = [{ name: "get_weather", description: "The weather", input_schema: PARAMETERS }];
const user = (content) => [{ role: "user", content }];
const picture = { type: "image", source: { type: "base64", media_type: "image/png", data: PICTURE } };
const ask = (model, content, more = {}) => client.messages.create({ model, max_tokens: 1000, messages: user(content), ...more });
const words = (message) => message.content.filter((block) => block.type === "text").map((block) => block.text).join("");

function assertUsage(usage, seen) {
  assert.equal(usage.input_tokens + usage.cache_read_input_tokens, seen.promptTokens);
  assert.equal(usage.cache_read_input_tokens, seen.cachedTokens);
  assert.equal(usage.output_tokens, seen.completionTokens);
}

await check("models", async () => {
  const ids = [];
  for await (const model of client.models.list()) ids.push(model.id);
  for (const model of models) assert.ok(ids.includes(model), model);
  assert.equal((await client.models.retrieve("moonshot/kimi-k2.6")).type, "model");
  await assertFails(client.models.retrieve("moonshot/none"), Anthropic.NotFoundError, 404, /moonshot\/none/);
});

await check("the other way to give the key", async () => {
  const bearer = new Anthropic({ baseURL: gateway, apiKey: null, authToken: token, maxRetries: 0 });
  assert.equal(words(await bearer.messages.create({ model: "fast", max_tokens: 99, messages: user("[[sim:say Yes.]]") })), "Yes.");
});

for (const model of models) {
  await check(`message ${model}`, async () => {
    const { data, response } = await client.messages
      .create({ model, max_tokens: 500, system: "Be terse.", messages: user("[[sim:think Hm.]][[sim:say Hi there.]]") })
      .withResponse();
    assert.deepEqual(data.content.map((block) => block.type), ["thinking", "text"]);
    assert.equal(data.content[0].thinking, "Hm.");
    assert.equal(data.content[1].text, "Hi there.");
    assert.equal(data.stop_reason, "end_turn");
    assert.equal(data.role, "assistant");
    assertUsage(data.usage, await last());
    assertHeaders(response.headers, model);
  });

  await check(`length ${model}`, async () => {
    const answer = await ask(model, "[[sim:think Hm.]][[sim:len 300]]", { max_tokens: 50 });
    assert.equal(answer.stop_reason, "max_tokens");
    assert.equal(answer.usage.output_tokens, 50);
  });

  await check(`stream ${model}`, async () => {
    const stream = client.messages.stream({ model, max_tokens: 500, messages: user("[[sim:think Hm.]][[sim:say 你好，世界。]]") });
    let text = "", thoughts = "";
    stream.on("text", (piece) => { text += piece; });
    stream.on("thinking", (piece) => { thoughts += piece; });
    const end = await stream.finalMessage();
    assert.equal(text, "你好，世界。");
    assert.equal(thoughts, "Hm.");
    assert.equal(end.content.at(-1).text, "你好，世界。");
    assert.equal(end.stop_reason, "end_turn");
    assertUsage(end.usage, await last());
    assertHeaders(stream.response.headers, model, { streamed: true });
  });

  for (const streamed of [false, true]) {
    await check(`tools ${model}, streamed: ${streamed}`, async () => {
      const turn = (messages) => streamed
        ? client.messages.stream({ model, max_tokens: 1000, tools, messages }).finalMessage()
        : client.messages.create({ model, max_tokens: 1000, tools, messages });
      const first = await turn(user(WEATHER));
      assert.equal(first.stop_reason, "tool_use");
      const call = first.content.find((block) => block.type === "tool_use");
      assert.equal(call.name, "get_weather");
      assert.deepEqual(call.input, { city: "北京" });
      assert.equal(first.content[0].thinking, "Look it up.");
      assertUsage(first.usage, await last());
      const second = await turn([
        ...user(WEATHER), { role: "assistant", content: first.content },
        { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: [{ type: "text", text: "21 °C" }] }] },
      ]);
      assert.equal(words(second), "It is 21 degrees.");
      assert.equal(second.stop_reason, "end_turn");
      const sent = JSON.stringify((await last()).body);
      assert.match(sent, /21 °C/);
      assert.match(sent, /Look it up\./);
    });
  }

  await check(`a history without its thoughts ${model}`, async () => {
    const answer = await client.messages.create({
      model, max_tokens: 500, tools,
      messages: [
        ...user(WEATHER), { role: "assistant", content: [{ type: "tool_use", id: "toolu_01", name: "get_weather", input: { city: "北京" } }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_01", content: "21 °C" }] },
      ],
    });
    assert.equal(words(answer), "It is 21 degrees.");
  });

  await check(`a failed tool ${model}`, async () => {
    const text = '[[sim:tool get_weather {"city":"A"}]][[sim:then]][[sim:say Sorry.]]';
    const first = await ask(model, text, { tools });
    const call = first.content.find((block) => block.type === "tool_use");
    const second = await client.messages.create({
      model, max_tokens: 500, tools,
      messages: [
        ...user(text), { role: "assistant", content: first.content },
        { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "no such place", is_error: true }, { type: "text", text: "Go on." }] },
      ],
    });
    assert.equal(second.stop_reason, "end_turn");
    assert.match(JSON.stringify((await last()).body), /no such place/);
  });

  await check(`tool runner ${model}`, async () => {
    const asked = [];
    const end = await client.beta.messages.toolRunner({
      model, max_tokens: 1000, messages: user(WEATHER),
      tools: [{ ...tools[0], run: (input) => { asked.push(input.city); return "21 °C"; }, parse: (input) => input }],
    });
    assert.deepEqual(asked, ["北京"]);
    assert.equal(words(end), "It is 21 degrees.");
  });

  await check(`image ${model}`, async () => {
    assert.equal(words(await ask(model, [{ type: "text", text: "[[sim:say Red.]]" }, picture])), "Red.");
    assert.ok(JSON.stringify((await last()).body).includes(PICTURE));
  });

  await check(`image from a tool ${model}`, async () => {
    const text = '[[sim:tool get_weather {"city":"A"}]][[sim:then]][[sim:say Seen.]]';
    const first = await ask(model, text, { tools });
    const call = first.content.find((block) => block.type === "tool_use");
    const second = await client.messages.create({
      model, max_tokens: 500, tools,
      messages: [
        ...user(text), { role: "assistant", content: first.content },
        { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: [picture] }] },
      ],
    });
    assert.equal(second.stop_reason, "end_turn");
    if (!model.startsWith("claude/")) assert.ok(JSON.stringify((await last()).body).includes(PICTURE));
  });

  await check(`count tokens ${model}`, async () => {
    const { data, response } = await client.messages.countTokens({ model, messages: user("How many tokens are in these words?"), tools }).withResponse();
    assert.ok(data.input_tokens > 8 && data.input_tokens < 200, `${data.input_tokens}`);
    assert.match(response.headers.get("x-openclaw-request-id"), /^req_/);
  });

  await check(`cancel ${model}`, async () => {
    const since = await now();
    const stream = client.messages.stream({ model, max_tokens: 30000, messages: user(ENDLESS) });
    let seen = 0;
    await assertLeft(since, async () => {
      await assertFails((async () => { for await (const _ of stream) if (++seen === 8) stream.abort(); })(), Anthropic.APIUserAbortError, undefined, /aborted/i);
    });
  });
}

const drain = async (stream) => { for await (const _ of await stream) { /* until the error comes */ } };
const typed = async (work, type) => assert.rejects(work, (error) => error.error?.type === "error" && error.error.error.type === type);

await check("errors of the gateway", async () => {
  await assertFails(ask("moonshot/kimi-k99", "x"), Anthropic.NotFoundError, 404, /kimi-k99/);
  await typed(ask("moonshot/kimi-k99", "x"), "not_found_error");
  await assertFails(client.withOptions({ apiKey: "ock-wrong" }).messages.create({ model: "fast", max_tokens: 9, messages: user("x") }), Anthropic.AuthenticationError, 401, /gateway's token/);
  await assertFails(client.messages.countTokens({ model: "moonshot/kimi-k99", messages: user("x") }), Anthropic.NotFoundError, 404, /kimi-k99/);
  await assertFails(client.messages.create({ model: "fast", max_tokens: 9 }), Anthropic.BadRequestError, 400, /messages/);
  await typed(client.messages.create({ model: "fast", max_tokens: 9, messages: "x" }), "invalid_request_error");
  await assertFails(client.messages.create({ max_tokens: 9, messages: user("x") }), Anthropic.BadRequestError, 400, /model/);
});

await check("errors of the platform", async () => {
  await assertFails(ask("stranger/kimi-k2.6", "x"), Anthropic.AuthenticationError, 401, /key/i);
  await assertFails(ask(spare(), "[[sim:overload 7]]"), Anthropic.RateLimitError, 429, /overloaded/);
  await assert.rejects(ask(spare(), "[[sim:overload 7]]"), (error) => error.headers.get("retry-after") === "7");
  await assertFails(ask(spare(), "[[sim:rate]]"), Anthropic.RateLimitError, 429, /RPM|rate|too many/i);
  await assertFails(ask(spare(), "[[sim:quota]]"), Anthropic.RateLimitError, 429, /insufficient balance|credit/);
  await assertFails(ask(spare(), "[[sim:500]]"), Anthropic.InternalServerError, 500, /\w+ \w+/);
  await assertFails(ask(spare(), "[[sim:503]]"), Anthropic.InternalServerError, 503, /\w+ \w+/);
  await assertFails(ask(spare(), "[[sim:overflow]]"), Anthropic.BadRequestError, 400, /prompt is too long/);
  await assertFails(ask(spare(), "[[sim:hangup]]"), Anthropic.InternalServerError, 502, /\w+ \w+/);
  await assertFails(ask(spare(), "[[sim:overload]]", { stream: true }), Anthropic.RateLimitError, 429, /overloaded/);
});

await check("errors in the middle of a stream", async () => {
  await assertFails(drain(ask(spare(), "[[sim:error-frame 4]][[sim:len 50]]", { stream: true })), Anthropic.APIError, undefined, /overloaded/);
  await assertFails(drain(ask(spare(), "[[sim:drop 4]][[sim:len 50]]", { stream: true })), Anthropic.APIError, undefined, /\w+ \w+/);
});

await check("cancel while the model thinks", async () => {
  const abort = new AbortController();
  const answer = client.messages.create({ model: "silent/kimi-k2.6", max_tokens: 9, messages: user("x") }, { signal: abort.signal });
  setTimeout(() => abort.abort(), 300);
  await assertFails(answer, Anthropic.APIUserAbortError, undefined, /aborted/i);
});

const agent = "openclaw";
await check("agent", async () => {
  const { data, response } = await client.messages
    .create({ model: agent, max_tokens: 500, system: [{ type: "text", text: "Be terse." }], messages: user("[[sim:say I am the agent.]]") })
    .withResponse();
  assert.equal(words(data), "I am the agent.");
  assert.equal(data.stop_reason, "end_turn");
  assertUsage(data.usage, await last());
  assert.equal(response.headers.get("x-openclaw-agent"), "main");
  assert.match(JSON.stringify((await last()).body.messages[0]), /Be terse\./);
  const streamed = await client.messages.stream({ model: agent, max_tokens: 500, messages: user("[[sim:say 你好。]]") }).finalMessage();
  assert.equal(words(streamed), "你好。");
  assertUsage(streamed.usage, await last());
});

for (const streamed of [false, true]) {
  await check(`agent tools, streamed: ${streamed}`, async () => {
    const turn = (messages) => streamed
      ? client.messages.stream({ model: agent, max_tokens: 1000, tools, messages }).finalMessage()
      : client.messages.create({ model: agent, max_tokens: 1000, tools, messages });
    const first = await turn(user(WEATHER));
    assert.equal(first.stop_reason, "tool_use");
    const call = first.content.find((block) => block.type === "tool_use");
    assert.deepEqual(call.input, { city: "北京" });
    assertUsage(first.usage, await last());
    const second = await turn([
      ...user(WEATHER), { role: "assistant", content: first.content },
      { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "21 °C" }] },
    ]);
    assert.equal(words(second), "It is 21 degrees.");
    assert.match(JSON.stringify((await last()).body), /21 °C/);
  });
}

await check("agent image", async () => {
  assert.equal(words(await ask(agent, [{ type: "text", text: "[[sim:say Red.]]" }, picture])), "Red.");
  assert.ok(JSON.stringify((await last()).body).includes(PICTURE));
});

await check("agent count tokens", async () => {
  assert.ok((await client.messages.countTokens({ model: agent, messages: user("How many tokens?") })).input_tokens > 3);
});

await check("agent errors", async () => {
  await assertFails(ask("openclaw:nobody", "x"), Anthropic.NotFoundError, 404, /nobody/);
  await assertFails(client.messages.create({ model: agent, max_tokens: 9, messages: [] }), Anthropic.BadRequestError, 400, /messages/);
  await assertFails(ask(agent, "[[sim:risk]]"), Anthropic.BadRequestError, 400, /\w+ \w+/);
  await typed(ask(agent, "[[sim:risk]]"), "invalid_request_error");
});

await check("agent cancel", async () => {
  const since = await now();
  const stream = client.messages.stream({ model: agent, max_tokens: 30000, messages: user(ENDLESS) });
  let seen = 0;
  await assertLeft(since, async () => {
    await assertFails((async () => { for await (const _ of stream) if (++seen === 8) stream.abort(); })(), Anthropic.APIUserAbortError, undefined, /aborted/i);
  });
});

assert.ok((await requests()).length > 0);
done("@anthropic-ai/sdk");

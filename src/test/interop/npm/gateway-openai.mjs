// npm `openai` against the gateway: chat completions, responses, embeddings and models, of models and of the agent.
import assert from "node:assert/strict";
import OpenAI from "openai";
import { zodResponseFormat, zodTextFormat } from "openai/helpers/zod";
import { z } from "zod";
import {
  ENDLESS, PARAMETERS, PICTURE, WEATHER, assertFails, assertHeaders, assertLeft, check, done, gateway, last, models, now, requests, spare, token,
} from "./gateway.mjs";

const client = new OpenAI({ baseURL: `${gateway}/v1`, apiKey: token, maxRetries: 0 });
const image = `data:image/png;base64,${PICTURE}`;
const tools = [{ type: "function", function: { name: "get_weather", description: "The weather", parameters: PARAMETERS } }];
const functions = [{ type: "function", name: "get_weather", description: "The weather", parameters: PARAMETERS, strict: true }];
const user = (content) => [{ role: "user", content }];

function assertUsage(usage, seen) {
  assert.equal(usage.prompt_tokens, seen.promptTokens);
  assert.equal(usage.completion_tokens, seen.completionTokens);
  assert.equal(usage.total_tokens, seen.promptTokens + seen.completionTokens);
  assert.equal(usage.prompt_tokens_details.cached_tokens, seen.cachedTokens);
}

function assertResponseUsage(usage, seen) {
  assert.equal(usage.input_tokens, seen.promptTokens);
  assert.equal(usage.output_tokens, seen.completionTokens);
  assert.equal(usage.total_tokens, seen.promptTokens + seen.completionTokens);
  assert.equal(usage.input_tokens_details.cached_tokens, seen.cachedTokens);
}

await check("models", async () => {
  const ids = [];
  for await (const model of client.models.list()) ids.push(model.id);
  for (const model of models) assert.ok(ids.includes(model), `${model} in ${ids}`);
  assert.ok(ids.includes("openclaw"));
  assert.equal((await client.models.retrieve("moonshot/kimi-k2.6")).owned_by, "moonshot");
  await assertFails(client.models.retrieve("moonshot/none"), OpenAI.NotFoundError, 404, /moonshot\/none/);
});

await check("embeddings", async () => {
  const { data, response } = await client.embeddings.create({ model: "vectors/embed-1", input: "hello" }).withResponse();
  assert.deepEqual([...data.data[0].embedding], [1, 0.5]);
  assert.equal(data.usage.total_tokens, 2);
  assert.equal(response.headers.get("x-openclaw-provider"), "vectors");
});

for (const model of models) {
  await check(`chat ${model}`, async () => {
    const { data, response } = await client.chat.completions
      .create({ model, messages: [{ role: "developer", content: "Be terse." }, ...user("[[sim:think Hm.]][[sim:say Hi there.]]")] })
      .withResponse();
    assert.equal(data.choices.length, 1);
    assert.equal(data.choices[0].message.content, "Hi there.");
    assert.equal(data.choices[0].message.reasoning_content, "Hm.");
    assert.equal(data.choices[0].finish_reason, "stop");
    assertUsage(data.usage, await last());
    assertHeaders(response.headers, model);
  });

  await check(`chat length ${model}`, async () => {
    const answer = await client.chat.completions.create({ model, messages: user("[[sim:think Hm.]][[sim:len 300]]"), max_completion_tokens: 50 });
    assert.equal(answer.choices[0].finish_reason, "length");
    assert.equal(answer.usage.completion_tokens, 50);
  });

  await check(`chat stream ${model}`, async () => {
    const { data, response } = await client.chat.completions
      .create({ model, stream: true, stream_options: { include_usage: true }, messages: user("[[sim:think Hm.]][[sim:say 你好，世界。]]") })
      .withResponse();
    assertHeaders(response.headers, model, { streamed: true });
    let words = "", thoughts = "", finish = [], usage = [];
    for await (const chunk of data) {
      words += chunk.choices[0]?.delta?.content ?? "";
      thoughts += chunk.choices[0]?.delta?.reasoning_content ?? "";
      if (chunk.choices[0]?.finish_reason) finish.push(chunk.choices[0].finish_reason);
      if (chunk.usage) usage.push(chunk.usage);
    }
    assert.equal(words, "你好，世界。");
    assert.equal(thoughts, "Hm.");
    assert.deepEqual(finish, ["stop"]);
    assert.equal(usage.length, 1);
    assertUsage(usage[0], await last());
  });

  await check(`chat tools ${model}`, async () => {
    const first = await client.chat.completions.create({ model, tools, messages: user(WEATHER) });
    const asked = first.choices[0].message;
    assert.equal(first.choices[0].finish_reason, "tool_calls");
    assert.equal(asked.tool_calls.length, 1);
    assert.equal(asked.tool_calls[0].function.name, "get_weather");
    assert.deepEqual(JSON.parse(asked.tool_calls[0].function.arguments), { city: "北京" });
    const messages = [...user(WEATHER), asked, { role: "tool", tool_call_id: asked.tool_calls[0].id, content: "21 °C" }];
    const second = await client.chat.completions.create({ model, tools, messages });
    assert.equal(second.choices[0].message.content, "It is 21 degrees.");
    assert.equal(second.choices[0].finish_reason, "stop");
    assert.match(JSON.stringify((await last()).body), /21 °C/);
  });

  await check(`chat tools streamed ${model}`, async () => {
    const results = [];
    const runner = client.chat.completions.runTools({
      model, stream: true, messages: user(WEATHER),
      tools: [{ type: "function", function: { ...tools[0].function, parse: JSON.parse, function: ({ city }) => { results.push(city); return "21 °C"; } } }],
    });
    assert.equal(await runner.finalContent(), "It is 21 degrees.");
    assert.deepEqual(results, ["北京"]);
  });

  await check(`chat tool with a name that the platform refuses ${model}`, async () => {
    const named = [{ type: "function", function: { ...tools[0].function, name: "7.eyes" } }];
    const messages = user("[[sim:tool t_7_eyes {}]][[sim:then]][[sim:say Seen.]]");
    const asked = (await client.chat.completions.stream({ model, tools: named, messages }).finalChatCompletion()).choices[0].message;
    assert.equal(asked.tool_calls[0].function.name, "7.eyes");
    const end = await client.chat.completions.create({
      model, tools: named, messages: [...messages, asked, { role: "tool", tool_call_id: asked.tool_calls[0].id, content: "a tree" }],
    });
    assert.equal(end.choices[0].message.content, "Seen.");
  });

  await check(`chat two tools at once ${model}`, async () => {
    const words = '[[sim:tool get_weather {"city":"A"}]][[sim:tool get_weather {"city":"B"}]][[sim:then]][[sim:say Both.]]';
    const helper = client.chat.completions.stream({ model, tools, messages: user(words) });
    const asked = (await helper.finalChatCompletion()).choices[0].message;
    assert.deepEqual(asked.tool_calls.map((call) => JSON.parse(call.function.arguments).city), ["A", "B"]);
    assert.equal(new Set(asked.tool_calls.map((call) => call.id)).size, 2);
    const results = asked.tool_calls.map((call) => ({ role: "tool", tool_call_id: call.id, content: call.id }));
    const end = await client.chat.completions.create({ model, tools, messages: [...user(words), asked, ...results] });
    assert.equal(end.choices[0].message.content, "Both.");
  });

  await check(`chat structured ${model}`, async () => {
    const answer = await client.chat.completions.parse({
      model, messages: user('[[sim:say {"name":"Li","age":7}]]'),
      response_format: zodResponseFormat(z.object({ name: z.string(), age: z.number() }), "person"),
    });
    assert.deepEqual(answer.choices[0].message.parsed, { name: "Li", age: 7 });
  });

  await check(`chat image ${model}`, async () => {
    const answer = await client.chat.completions.create({
      model, messages: user([{ type: "text", text: "[[sim:say Red.]]" }, { type: "image_url", image_url: { url: image } }]),
    });
    assert.equal(answer.choices[0].message.content, "Red.");
    assert.ok(JSON.stringify((await last()).body).includes(PICTURE));
  });

  await check(`chat cancel ${model}`, async () => {
    const since = await now();
    const stream = await client.chat.completions.create({ model, stream: true, messages: user(ENDLESS) });
    let seen = 0;
    await assertLeft(since, async () => {
      for await (const _ of stream) if (++seen === 5) break;
    });
  });

  await check(`responses ${model}`, async () => {
    const { data, response } = await client.responses
      .create({ model, instructions: "Be terse.", input: "[[sim:think Hm.]][[sim:say Hi there.]]" })
      .withResponse();
    assert.equal(data.output_text, "Hi there.");
    assert.equal(data.status, "completed");
    assert.deepEqual(data.output.map((item) => item.type), ["reasoning", "message"]);
    assert.equal(data.output[0].summary[0].text, "Hm.");
    assertResponseUsage(data.usage, await last());
    assertHeaders(response.headers, model);
  });

  await check(`responses stream ${model}`, async () => {
    const stream = client.responses.stream({ model, input: "[[sim:think Hm.]][[sim:say 你好，世界。]]" });
    let words = "";
    let number = -1;
    stream.on("response.output_text.delta", (event) => { words += event.delta; });
    for await (const event of stream) {
      assert.equal(event.sequence_number, number + 1);
      number = event.sequence_number;
    }
    const end = await stream.finalResponse();
    assert.equal(words, "你好，世界。");
    assert.equal(end.output_text, "你好，世界。");
    assert.equal(end.status, "completed");
    assertResponseUsage(end.usage, await last());
  });

  await check(`responses tools ${model}`, async () => {
    const input = [{ role: "user", content: WEATHER }];
    const first = await client.responses.create({ model, tools: functions, input });
    const call = first.output.find((item) => item.type === "function_call");
    assert.equal(call.name, "get_weather");
    assert.deepEqual(JSON.parse(call.arguments), { city: "北京" });
    const stream = client.responses.stream({
      model, tools: functions, input: [...input, ...first.output, { type: "function_call_output", call_id: call.call_id, output: "21 °C" }],
    });
    assert.equal((await stream.finalResponse()).output_text, "It is 21 degrees.");
    assert.match(JSON.stringify((await last()).body), /21 °C/);
  });

  await check(`responses tool call streamed ${model}`, async () => {
    const stream = client.responses.stream({ model, tools: functions, input: WEATHER });
    let pieces = "";
    stream.on("response.function_call_arguments.delta", (event) => { pieces += event.delta; });
    const call = (await stream.finalResponse()).output.find((item) => item.type === "function_call");
    assert.equal(pieces, call.arguments);
    assert.deepEqual(JSON.parse(call.arguments), { city: "北京" });
  });

  await check(`responses structured ${model}`, async () => {
    const answer = await client.responses.parse({
      model, input: '[[sim:say {"name":"Li","age":7}]]',
      text: { format: zodTextFormat(z.object({ name: z.string(), age: z.number() }), "person") },
    });
    assert.deepEqual(answer.output_parsed, { name: "Li", age: 7 });
  });

  await check(`responses image ${model}`, async () => {
    const answer = await client.responses.create({
      model, input: [{ role: "user", content: [{ type: "input_text", text: "[[sim:say Red.]]" }, { type: "input_image", image_url: image, detail: "auto" }] }],
    });
    assert.equal(answer.output_text, "Red.");
    assert.ok(JSON.stringify((await last()).body).includes(PICTURE));
  });

  await check(`responses cancel ${model}`, async () => {
    const since = await now();
    const stream = await client.responses.create({ model, stream: true, input: ENDLESS });
    let seen = 0;
    await assertLeft(since, async () => {
      for await (const _ of stream) if (++seen === 8) stream.controller.abort();
    });
  });
}

const asks = {
  chat: (model, words, more = {}) => client.chat.completions.create({ model, messages: user(words), ...more }),
  responses: (model, words, more = {}) => client.responses.create({ model, input: words, ...more }),
};
const drain = async (stream) => { for await (const _ of await stream) { /* until the error comes */ } };
for (const [name, ask] of Object.entries(asks)) {
  await check(`${name} errors of the gateway`, async () => {
    await assertFails(ask("moonshot/kimi-k99", "x"), OpenAI.NotFoundError, 404, /kimi-k99/);
    await assert.rejects(ask("moonshot/kimi-k99", "x"), (error) => error.code === "model_not_found" && error.type === "not_found_error");
    await assertFails(ask("no-such-model", "x"), OpenAI.NotFoundError, 404, /no-such-model/);
    const stranger = client.withOptions({ apiKey: "ock-wrong" });
    const refused = name === "chat"
      ? stranger.chat.completions.create({ model: "fast", messages: user("x") }) : stranger.responses.create({ model: "fast", input: "x" });
    await assertFails(refused, OpenAI.AuthenticationError, 401, /gateway's token/);
    await assertFails(ask("fast", undefined), OpenAI.BadRequestError, 400, /\w+ \w+/);
    await assertFails(ask("fast", 7), OpenAI.BadRequestError, 400, /\w+ \w+/);
    if (name === "chat") {
      await assertFails(ask("fast", "x", { n: 2 }), OpenAI.BadRequestError, 400, /n/);
      await assert.rejects(ask("claude/kimi-k2.6", "x", { n: 2 }), (error) => error.status === 400 && error.param === "n");
      assert.equal((await ask("fast", "[[sim:say One.]]", { n: 1 })).choices.length, 1);
    }
  });

  await check(`${name} errors of the platform`, async () => {
    await assertFails(ask("stranger/kimi-k2.6", "x"), OpenAI.AuthenticationError, 401, /key/i);
    await assertFails(ask(spare(), "[[sim:overload 7]]"), OpenAI.RateLimitError, 429, /overloaded/);
    await assert.rejects(ask(spare(), "[[sim:overload 7]]"), (error) => error.headers.get("retry-after") === "7");
    await assertFails(ask(spare(), "[[sim:rate]]"), OpenAI.RateLimitError, 429, /RPM|rate|too many/i);
    await assertFails(ask(spare(), "[[sim:quota]]"), OpenAI.RateLimitError, 429, /insufficient balance|credit/);
    await assertFails(ask(spare(), "[[sim:500]]"), OpenAI.InternalServerError, 500, /\w+ \w+/);
    await assertFails(ask(spare(), "[[sim:503]]"), OpenAI.InternalServerError, 503, /\w+ \w+/);
    await assertFails(ask(spare(), "[[sim:overflow]]"), OpenAI.BadRequestError, 400, /token limit|too long|context/);
    await assertFails(ask(spare(), "[[sim:hangup]]"), OpenAI.InternalServerError, 502, /\w+ \w+/);
    await assertFails(ask(spare(), "[[sim:overload]]", { stream: true }), OpenAI.RateLimitError, 429, /overloaded/);
  });

  await check(`${name} errors in the middle of a stream`, async () => {
    await assertFails(drain(ask(spare(), "[[sim:error-frame 4]][[sim:len 50]]", { stream: true })), OpenAI.APIError, undefined, /overloaded/);
    await assertFails(drain(ask(spare(), "[[sim:drop 4]][[sim:len 50]]", { stream: true })), OpenAI.APIError, undefined, /\w+ \w+/);
  });
}

await check("a key that may not ask this model", async () => {
  const laptop = client.withOptions({ apiKey: "ock-interop-laptop" });
  assert.equal((await laptop.chat.completions.create({ model: "fast", messages: user("[[sim:say Yes.]]") })).choices[0].message.content, "Yes.");
  await assertFails(laptop.chat.completions.create({ model: "claude/kimi-k2.6", messages: user("x") }), OpenAI.PermissionDeniedError, 403, /laptop.*claude\/kimi-k2\.6/);
  const ids = (await laptop.models.list()).data.map((model) => model.id);
  assert.deepEqual(ids.filter((id) => id.startsWith("claude/")), []);
});

await check("what is tried again, and what is not", async () => {
  const patient = client.withOptions({ maxRetries: 2 });
  const since = await now();
  await assertFails(patient.chat.completions.create({ model: spare(), messages: user("[[sim:quota]]") }), OpenAI.RateLimitError, 429, /balance/);
  assert.equal((await requests(since)).length, 1);
});

await check("cancel while the model thinks", async () => {
  const abort = new AbortController();
  const answer = client.chat.completions.create({ model: "silent/kimi-k2.6", messages: user("x") }, { signal: abort.signal });
  setTimeout(() => abort.abort(), 300);
  await assertFails(answer, OpenAI.APIUserAbortError, undefined, /aborted/i);
});

// The agent.
const agent = "openclaw";
await check("agent chat", async () => {
  const { data, response } = await client.chat.completions.create({ model: agent, messages: user("[[sim:say I am the agent.]]") }).withResponse();
  assert.equal(data.choices[0].message.content, "I am the agent.");
  assert.equal(data.choices[0].finish_reason, "stop");
  assert.equal(data.model, agent);
  assertUsage(data.usage, await last());
  assert.equal(response.headers.get("x-openclaw-agent"), "main");
  assert.equal(response.headers.get("x-openclaw-model"), "moonshot/kimi-k2.6");
  assert.match(response.headers.get("x-openclaw-cost"), /^0\.\d+ USD$/);
  assert.ok(response.headers.get("x-openclaw-session-key").startsWith("agent:main:"));
});

await check("agent chat stream", async () => {
  const stream = client.chat.completions.stream({
    model: agent, messages: user("[[sim:think Hm.]][[sim:say 你好。]]"), stream_options: { include_usage: true },
  });
  const end = await stream.finalChatCompletion();
  assert.equal(end.choices[0].message.content, "你好。");
  assert.equal(end.choices[0].finish_reason, "stop");
  assertUsage(end.usage, await last());
});

for (const stream of [false, true]) {
  await check(`agent chat tools, streamed: ${stream}`, async () => {
    const ask = async (messages) => stream
      ? await client.chat.completions.stream({ model: agent, tools, messages, stream_options: { include_usage: true } }).finalChatCompletion()
      : await client.chat.completions.create({ model: agent, tools, messages });
    const first = await ask(user(WEATHER));
    const asked = first.choices[0].message;
    assert.equal(first.choices[0].finish_reason, "tool_calls");
    assert.deepEqual(JSON.parse(asked.tool_calls[0].function.arguments), { city: "北京" });
    assertUsage(first.usage, await last());
    const second = await ask([...user(WEATHER), asked, { role: "tool", tool_call_id: asked.tool_calls[0].id, content: "21 °C" }]);
    assert.equal(second.choices[0].message.content, "It is 21 degrees.");
    assert.match(JSON.stringify((await last()).body), /21 °C/);
  });
}

await check("agent chat image", async () => {
  const answer = await client.chat.completions.create({
    model: agent, messages: user([{ type: "text", text: "[[sim:say Red.]]" }, { type: "image_url", image_url: { url: image } }]),
  });
  assert.equal(answer.choices[0].message.content, "Red.");
  assert.ok(JSON.stringify((await last()).body).includes(PICTURE));
});

await check("agent chat keeps a user's conversation", async () => {
  await client.chat.completions.create({ model: agent, user: "u1", messages: user("[[sim:say One.]]") });
  await client.chat.completions.create({ model: agent, user: "u1", messages: user("[[sim:say Two.]]") });
  assert.match(JSON.stringify((await last()).body.messages), /One\./);
});

await check("agent chat errors", async () => {
  await assertFails(client.chat.completions.create({ model: "openclaw:nobody", messages: user("x") }), OpenAI.NotFoundError, 404, /nobody/);
  await assertFails(client.chat.completions.create({ model: agent, messages: [] }), OpenAI.BadRequestError, 400, /messages/);
  await assertFails(client.chat.completions.create({ model: agent }), OpenAI.BadRequestError, 400, /messages/);
  await assertFails(client.withOptions({ apiKey: "ock-wrong" }).chat.completions.create({ model: agent, messages: user("x") }), OpenAI.AuthenticationError, 401, /gateway's token/);
  await assertFails(client.chat.completions.create({ model: agent, messages: user("[[sim:risk]]") }), OpenAI.BadRequestError, 400, /\w+ \w+/);
  await assertFails(client.chat.completions.create({ model: agent, n: 2, messages: user("x") }), OpenAI.BadRequestError, 400, /\bn\b/);
});

await check("agent chat cancel", async () => {
  const since = await now();
  const stream = await client.chat.completions.create({ model: agent, stream: true, messages: user(ENDLESS) });
  let seen = 0;
  await assertLeft(since, async () => {
    for await (const _ of stream) if (++seen === 5) break;
  });
});

await check("agent responses", async () => {
  const answer = await client.responses.create({ model: agent, input: "[[sim:say I am the agent.]]" });
  assert.equal(answer.output_text, "I am the agent.");
  assertResponseUsage(answer.usage, await last());
  const next = await client.responses.create({ model: agent, input: "[[sim:say Again.]]", previous_response_id: answer.id });
  assert.equal(next.output_text, "Again.");
  assert.match(JSON.stringify((await last()).body.messages), /I am the agent/);
  const streamed = await client.responses.stream({ model: agent, input: "[[sim:say 你好。]]" }).finalResponse();
  assert.equal(streamed.output_text, "你好。");
  assertResponseUsage(streamed.usage, await last());
});

for (const stream of [false, true]) {
  await check(`agent responses tools, streamed: ${stream}`, async () => {
    const ask = (more) => stream
      ? client.responses.stream({ model: agent, tools: functions, ...more }).finalResponse()
      : client.responses.create({ model: agent, tools: functions, ...more });
    const first = await ask({ input: WEATHER });
    const call = first.output.find((item) => item.type === "function_call");
    assert.deepEqual(JSON.parse(call.arguments), { city: "北京" });
    const second = await ask({ previous_response_id: first.id, input: [{ type: "function_call_output", call_id: call.call_id, output: "21 °C" }] });
    assert.equal(second.output_text, "It is 21 degrees.");
  });
}

await check("agent responses image", async () => {
  const answer = await client.responses.create({
    model: agent, input: [{ role: "user", content: [{ type: "input_text", text: "[[sim:say Red.]]" }, { type: "input_image", image_url: image, detail: "auto" }] }],
  });
  assert.equal(answer.output_text, "Red.");
  assert.ok(JSON.stringify((await last()).body).includes(PICTURE));
});

await check("agent responses errors", async () => {
  await assertFails(client.responses.create({ model: agent, input: [] }), OpenAI.BadRequestError, 400, /input/);
  await assertFails(client.responses.create({ model: "openclaw:nobody", input: "x" }), OpenAI.NotFoundError, 404, /nobody/);
  await assertFails(client.responses.create({ model: agent, input: "x", previous_response_id: "resp_nothing" }), OpenAI.NotFoundError, 404, /resp_nothing/);
});

await check("agent responses cancel", async () => {
  const since = await now();
  const stream = await client.responses.create({ model: agent, stream: true, input: ENDLESS });
  let seen = 0;
  await assertLeft(since, async () => {
    for await (const _ of stream) if (++seen === 8) stream.controller.abort();
  });
});

done("openai");

// npm `openai`, as its users write it, against the address in BASE_URL. Prints one line of JSON; any surprise is an error.
import assert from "node:assert/strict";
import OpenAI from "openai";

const model = process.env.MODEL;
const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.API_KEY, maxRetries: 0 });
const tools = [{
  type: "function",
  function: {
    name: "read",
    description: "Reads a file",
    parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
  },
}];

const list = await client.models.list();
const ids = list.data.map((each) => each.id);
assert.ok(ids.includes(model));

const whole = await client.chat.completions.create({ model, messages: [{ role: "user", content: "hello" }] });
assert.equal(whole.choices[0].finish_reason, "stop");
assert.match(whole.choices[0].message.content, /simulator/);
assert.ok(whole.choices[0].message.reasoning_content.length > 0);
assert.equal(whole.usage.total_tokens, whole.usage.prompt_tokens + whole.usage.completion_tokens);

const stream = await client.chat.completions.create({
  model, stream: true, stream_options: { include_usage: true }, messages: [{ role: "user", content: "hello" }],
});
let words = "", thoughts = "", usage = null;
for await (const chunk of stream) {
  words += chunk.choices[0]?.delta?.content ?? "";
  thoughts += chunk.choices[0]?.delta?.reasoning_content ?? "";
  usage = chunk.usage ?? usage;
}
assert.equal(words, whole.choices[0].message.content);
assert.equal(thoughts, whole.choices[0].message.reasoning_content);
assert.equal(usage.completion_tokens, whole.usage.completion_tokens);

const helper = client.chat.completions.stream({ model, tools, messages: [{ role: "user", content: "请看 README.md" }] });
const asked = await helper.finalMessage();
assert.equal(asked.tool_calls[0].function.name, "read");
assert.deepEqual(JSON.parse(asked.tool_calls[0].function.arguments), { path: "README.md" });

// Replayed with its thoughts, it goes on; without them, the platform refuses.
const replay = (message) => client.chat.completions.create({
  model, tools,
  messages: [
    { role: "user", content: "请看 README.md" },
    message,
    { role: "tool", tool_call_id: message.tool_calls[0].id, content: "# 标题" },
  ],
});
const said = await client.chat.completions.create({ model, tools, messages: [{ role: "user", content: "请看 README.md" }] });
const end = await replay(said.choices[0].message);
assert.match(end.choices[0].message.content, /read 返回：“# 标题”/);
const { reasoning_content: _, ...bare } = said.choices[0].message;
await assert.rejects(replay(bare), (error) => error instanceof OpenAI.BadRequestError && /reasoning_content is missing/.test(error.message));

const errors = [
  [{ apiKey: "sk-wrong" }, {}, OpenAI.AuthenticationError, "incorrect_api_key_error"],
  [{}, { model: "kimi-k9" }, OpenAI.NotFoundError, "resource_not_found_error"],
  [{}, { temperature: 0.2 }, OpenAI.BadRequestError, "invalid_request_error"],
  [{}, { messages: [{ role: "user", content: "[[sim:overload 3]]" }] }, OpenAI.RateLimitError, "engine_overloaded_error"],
  [{}, { messages: [{ role: "user", content: "[[sim:500]]" }] }, OpenAI.InternalServerError, "server_error"],
  [{}, { messages: [{ role: "user", content: "[[sim:hangup]]" }] }, OpenAI.APIConnectionError, undefined],
];
for (const [options, request, kind, type] of errors) {
  const other = client.withOptions(options);
  await assert.rejects(
    other.chat.completions.create({ model, messages: [{ role: "user", content: "hi" }], ...request }),
    (error) => error instanceof kind && error.type === type,
    `${type}`);
}
await assert.rejects(
  (async () => {
    const broken = await client.chat.completions.create({
      model, stream: true, messages: [{ role: "user", content: "[[sim:error-frame 3]]" }],
    });
    for await (const _ of broken) { /* until the error comes */ }
  })(),
  (error) => error instanceof OpenAI.APIError && /overloaded/.test(error.message));

console.log(JSON.stringify({ client: "openai", models: ids.length, checks: 8 + errors.length }));

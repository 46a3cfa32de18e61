// npm `@ai-sdk/moonshotai` under `ai`, as its users write it, against the address in BASE_URL.
import assert from "node:assert/strict";
import { createMoonshotAI } from "@ai-sdk/moonshotai";
import { generateObject, generateText, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";

const moonshot = createMoonshotAI({ baseURL: process.env.BASE_URL, apiKey: process.env.API_KEY });
const model = moonshot(process.env.MODEL);
const read = tool({
  description: "Reads a file",
  inputSchema: z.object({ path: z.string().describe("which") }),
  execute: async ({ path }) => `inside ${path}`,
});

const whole = await generateText({ model, prompt: "hello", maxRetries: 0 });
assert.match(whole.text, /simulator/);
assert.ok(whole.reasoningText.length > 0);
assert.ok(whole.usage.totalTokens > 0);

const streamed = streamText({ model, prompt: "hello", maxRetries: 0 });
let words = "";
for await (const piece of streamed.textStream) words += piece;
assert.equal(words, whole.text);
assert.equal(await streamed.reasoningText, whole.reasoningText);
assert.equal((await streamed.usage).outputTokens, whole.usage.outputTokens);

// The whole loop: a call, its execution, and the replay with the thoughts that the platform insists on.
for (const ask of [generateText, streamText]) {
  const result = ask({ model, prompt: "请看 README.md", tools: { read }, stopWhen: stepCountIs(3), maxRetries: 0 });
  const steps = await (ask === generateText ? (await result).steps : result.steps);
  assert.equal(steps.length, 2);
  assert.deepEqual(steps[0].toolCalls[0].input, { path: "README.md" });
  assert.match(steps[1].text, /inside README.md/);
}

const made = await generateObject({
  model, schema: z.object({ name: z.string(), age: z.number() }), prompt: "a person", maxRetries: 0,
});
assert.equal(typeof made.object.name, "string");

const fails = async (prompt, status) => {
  await assert.rejects(
    generateText({ model, prompt, maxRetries: 0 }),
    (error) => error.statusCode === status,
    `${prompt} gives ${status}`);
};
await fails("[[sim:overload]]", 429);
await fails("[[sim:quota]]", 429);
await fails("[[sim:503]]", 503);
await assert.rejects(
  generateText({ model: createMoonshotAI({ baseURL: process.env.BASE_URL, apiKey: "sk-x" })(process.env.MODEL), prompt: "x", maxRetries: 0 }),
  (error) => error.statusCode === 401 && /Incorrect API key provided/.test(error.message));
await assert.rejects(
  generateText({ model: moonshot("kimi-k9"), prompt: "x", maxRetries: 0 }),
  (error) => error.statusCode === 404);

console.log(JSON.stringify({ client: "@ai-sdk/moonshotai", checks: 12 }));

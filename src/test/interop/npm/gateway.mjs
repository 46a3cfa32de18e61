// What the scripts that drive the gateway have in common.
import assert from "node:assert/strict";

export const gateway = process.env.GATEWAY;
export const token = process.env.TOKEN;
export const models = process.env.MODELS.split(" ");

/** Four red pixels. */
export const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==";

/** The question that the model answers with a call of this tool, and with these words once it has the result. */
export const WEATHER = 'Weather? [[sim:think Look it up.]][[sim:tool get_weather {"city":"北京"}]][[sim:then]][[sim:think Easy.]][[sim:say It is 21 degrees.]]';
export const PARAMETERS = {
  type: "object", properties: { city: { type: "string", description: "where" } }, required: ["city"], additionalProperties: false,
};

/** An answer that takes as long as somebody listens. */
export const ENDLESS = "[[sim:slow 20]][[sim:len 8000]]";

let spares = 0;
/** A model whose key nothing else here needs. */
export const spare = () => `spare${spares++}/kimi-k2.6`;

let checks = 0;
/** One thing that works; what is printed of a failure says which. */
export async function check(name, work) {
  try {
    await work();
  } catch (error) {
    console.error(`FAILED: ${name}`);
    console.error(error);
    process.exitCode = 1;
    return;
  }
  checks++;
}

export function done(client) {
  console.log(JSON.stringify({ client, checks }));
  process.exit(process.exitCode ?? 0);
}

/** What reached the platform after request number `since`, oldest first. */
export async function requests(since = 0) {
  const reply = await fetch(`${process.env.SIMULATOR}/__sim/requests?since=${since}`, {
    headers: { "x-sim-token": process.env.SIMULATOR_TOKEN },
  });
  return (await reply.json()).requests;
}

export async function last() {
  return (await requests()).at(-1);
}

/** The number of the last request so far. */
export async function now() {
  return (await last())?.number ?? 0;
}

/** Once `leave` is done, the platform sees at once that nobody listens. */
export async function assertLeft(since, leave) {
  await leave();
  const begun = Date.now();
  for (;;) {
    const seen = (await requests(since)).at(-1);
    if (seen) {
      assert.match(seen.decision, /client left$/);
      assert.ok(seen.frames < 1000, `${seen.frames} frames`);
      assert.ok(Date.now() - begun < 1000, `${Date.now() - begun} ms`);
      return;
    }
    assert.ok(Date.now() - begun < 5000, "the platform went on");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What every answer of the raw gateway tells in its headers; a stream says its cost only at its end. */
export function assertHeaders(headers, model, { streamed = false } = {}) {
  const known = model === "fast" ? "moonshot/kimi-k2.6" : model;
  const slash = known.indexOf("/");
  assert.equal(headers.get("x-openclaw-provider"), known.slice(0, slash));
  assert.equal(headers.get("x-openclaw-model"), known.slice(slash + 1));
  assert.equal(headers.get("x-openclaw-attempts"), "1");
  assert.match(headers.get("x-openclaw-request-id"), /^req_[0-9a-f]+-[0-9a-f]+$/);
  assert.ok(headers.get("x-openclaw-profile").length > 0);
  if (!streamed && known.startsWith("moonshot/")) assert.match(headers.get("x-openclaw-cost"), /^0\.\d+ USD$/);
}

/** Fails as told: an error of this kind, with this status, and words that say why. */
export async function assertFails(work, kind, status, words) {
  await assert.rejects(work, (error) => {
    // Some packages come twice, so that their classes do not know each other; then they bring a test of their own.
    assert.ok(kind.isInstance ? kind.isInstance(error) : error instanceof kind, `${error?.constructor?.name}: ${error?.message}`);
    if (status !== undefined) assert.equal(error.status ?? error.statusCode, status);
    assert.match(error.message, words);
    return true;
  });
}

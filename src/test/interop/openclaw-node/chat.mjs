// npm's openclaw-node against our gateway: a stream with a tool, a whole answer, sessions, abort, a subscription.
// URL, TOKEN in the environment; prints {"checks": n}.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { OpenClawClient } from "openclaw-node";

// Node.js 22 has one of its own.
globalThis.WebSocket ??= (await import("ws")).WebSocket;

let checks = 0;
const check = (holds, what) => {
  assert.ok(holds, what);
  checks++;
};

const client = new OpenClawClient({ url: process.env.URL, token: process.env.TOKEN, autoReconnect: false, deviceIdentity: false });
const hello = await client.connect();
check(hello.protocol === 4, "protocol " + hello.protocol);
check(client.hasMethod("chat.send") && client.hasMethod("sessions.describe"), "methods");

const sessionKey = "agent:main:node";
const kinds = [];
let text = "";
for await (const chunk of client.chat("[[sim:say Hello from the other side, word for word.]]", { sessionKey })) {
  kinds.push(chunk.type);
  text += chunk.type === "text" ? chunk.text : "";
}
check(text === "Hello from the other side, word for word.", "streamed text: " + text);
check(kinds[0] === "agent_start" && kinds.at(-1) === "done" && kinds.includes("agent_end"), "kinds: " + kinds);

check((await client.chatSync("[[sim:say Whole.]]", { sessionKey })) === "Whole.", "chatSync");
check((await client.chatSync("[[sim:say By K3.]]", { sessionKey, provider: "moonshot", model: "kimi-k3" })) === "By K3.", "model");
check((await client.chatSync("[[sim:say Main.]]")) === "Main.", "without a session key");

const failed = [];
for await (const chunk of client.chat("[[sim:risk]]", { sessionKey })) {
  failed.push(chunk.type);
}
check(failed.filter((type) => type === "error").length === 1, "one error: " + failed);

const list = await client.sessions.list({ limit: 10 });
check(list.sessions.some((row) => row.key === sessionKey), "sessions.list");
const history = await client.sessions.history(sessionKey, { limit: 20 });
check(history.messages.at(0).role === "user" && history.messages.length >= 6, "history");
const described = await client.sessions.describe(sessionKey);
check(described.session.key === sessionKey, "describe");

const heard = [];
const { unsubscribe } = await client.sessions.subscribeMessages("agent:main:other", (event) => heard.push(event));
const sent = await client.sessions.send("agent:main:other", "[[sim:say Sent without a key.]]");
check(typeof sent.runId === "string", "chat.send without idempotencyKey");
const waited = await client.request("agent.wait", { runId: sent.runId, timeoutMs: 20000 });
check(waited.payload.status === "ok", "agent.wait");
check(heard.some((event) => event.event === "chat" && event.payload.state === "final"), "subscription");
await unsubscribe();

const slow = client.chat("[[sim:say a b c d e f g h i j k l m n o p]] [[sim:slow 300]]", { sessionKey });
let aborted;
for await (const chunk of slow) {
  if (chunk.type === "text" && !aborted) {
    aborted = client.chatAbort(sessionKey);
  }
}
const result = await aborted;
check(result.ok && result.aborted && result.runIds.length === 1, "abort: " + JSON.stringify(result));

await client.disconnect();

// It kept the token that it was given for its key pair, and comes in by that alone.
const identity = `${process.env.HOME}/.openclaw/device-identity.json`;
const kept = JSON.parse(readFileSync(identity, "utf8"));
check(typeof kept.deviceToken === "string", "a device's token");
const again = new OpenClawClient({ url: process.env.URL, token: "not needed any more", autoReconnect: false });
await again.connect();
check(again.isConnected, "by the device's token");
await again.disconnect();

// A token of another gateway is refused; it forgets that one and comes back with the one it was configured with.
writeFileSync(identity, JSON.stringify({ ...kept, deviceToken: "of another gateway" }));
const moved = new OpenClawClient({ url: process.env.URL, token: process.env.TOKEN, reconnectIntervalMs: 50 });
moved.on("error", () => {});
const back = new Promise((resolve) => moved.on("connected", resolve));
await moved.connect().catch(() => {});
await back;
check(moved.isConnected, "after another gateway's token");
await moved.disconnect();
console.log(JSON.stringify({ checks }));
process.exit(0);

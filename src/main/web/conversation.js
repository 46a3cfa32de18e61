// One session as the page knows it: what the transcript says, and on top of it what is arriving just now.

import {newId, on, request, GatewayError} from './gateway.js';
import {addCost} from './format.js';
import {state, toast, update} from './store.js';
import {finish, imagesOf, keepNames, newTurn, partsOf, textOf, turnsOf} from './transcript.js';
import {t} from './words.js';

const HISTORY = 200;
const MOST = 1000; // messages that the gateway tells at once

/** A session's key as the gateway stores it; the short forms mean the default agent's main session. */
export function canonical(key) {
  const defaults = state.hello?.snapshot?.sessionDefaults;
  if (!defaults || !key) {
    return key;
  }
  if (key === 'main' || key === defaults.mainKey) {
    return defaults.mainSessionKey;
  }
  return key.startsWith('agent:') || key === 'global' ? key : `agent:${defaults.defaultAgentId}:${key}`.toLowerCase();
}

// What a session is before anything of it was read.
const blank = () => ({
  turns: [],
  queued: [], // said while a run went on, not yet taken in: {id, text, images, status}
  running: null, // {runId, startedAt, heard, stopping}
  loaded: false,
  failure: null,
  thinkingLevel: null,
  context: null, // {tokens, window}
  cost: {},
  limit: HISTORY,
  truncated: false, // whether there is more than `limit`
});

export const conversation = {key: null, loading: false, ...blank()};

const unsent = new Set(); // said here and not taken by the gateway yet, in whichever session
const told = new Set(); // runs whose end was heard: late pieces of them are dropped

/** Shows another session. */
export function openSession(key) {
  if (canonical(key) === conversation.key) {
    return;
  }
  Object.assign(conversation, blank(), {key: canonical(key)});
  load();
}

/** After a session was deleted: nothing of it stays on the screen. */
export function forgetSession(key) {
  if (canonical(key) === conversation.key) {
    Object.assign(conversation, blank(), {key: null});
  }
}

/** Whether the gateway can tell more of what was said before. */
export const hasEarlier = () => conversation.truncated && conversation.limit < MOST;

/** Reads more of what was said before. */
export function loadEarlier() {
  conversation.limit = Math.min(MOST, conversation.limit + 400);
  return load();
}

let asked = 0;
let reading = null;

/** Reads the transcript, and lays what is going on over it. */
export function load() {
  reading = read();
  return reading;
}

async function read() {
  const {key} = conversation;
  const mine = ++asked;
  if (!key || state.connection !== 'connected') {
    return;
  }
  conversation.loading = true;
  update();
  try {
    const history = await request('chat.history', {sessionKey: key, limit: conversation.limit});
    if (mine === asked && key === conversation.key) {
      take(history);
    }
  } catch (failure) {
    if (mine === asked && failure.code !== 'CUT') {
      conversation.failure = failure.message;
    }
  } finally {
    if (mine === asked) {
      conversation.loading = false;
      update();
    }
  }
}

function take(history) {
  const live = conversation.running && conversation.turns.at(-1)?.live ? conversation.turns.at(-1) : null;
  const turns = turnsOf(history.messages ?? []);
  keepNames(conversation.turns.filter(turn => !unsent.has(turn)), turns);
  conversation.truncated = (history.messages ?? []).length >= conversation.limit;
  conversation.failure = null;
  conversation.loaded = true;
  conversation.thinkingLevel = history.thinkingLevel ?? null;
  conversation.turns = turns;
  conversation.cost = turns.reduce((sum, turn) => addCost(sum, turn.cost), {});
  const last = turns.findLast(turn => turn.usage);
  if (last) {
    conversation.context = {...conversation.context, tokens: last.context};
  }
  if (history.inFlight) {
    resume(history.inFlight, live);
  } else if ('inFlight' in history || !live) {
    conversation.running = live && !('inFlight' in history) ? conversation.running : null;
  } else {
    if (turns.at(-1)?.kind === 'assistant') {
      turns.pop();
    }
    turns.push(live);
  }
  const said = new Set(turns.filter(turn => turn.kind === 'user').map(turn => turn.text));
  if (!conversation.running) {
    conversation.queued = conversation.queued.filter(one => one.status === 'queued' && !said.has(one.text));
  }
  const mine = [...unsent].filter(one => one.key === conversation.key && !conversation.queued.includes(one));
  conversation.turns.push(...mine.filter(turn => turn.status === 'failed' || !said.has(turn.text)));
  for (const {runId, text} of history.queued ?? []) {
    if (!conversation.queued.some(one => one.id === runId)) {
      conversation.queued.push({kind: 'user', id: runId, text, images: [], status: 'queued'});
    }
  }
}

// The messages that are whole are in the history; this is the one being written, and the calls without a result.
function resume(flight, live) {
  conversation.running = {runId: flight.runId, startedAt: flight.startedAt ?? Date.now(), heard: true};
  let turn = conversation.turns.at(-1);
  if (turn?.kind !== 'assistant') {
    turn = newTurn();
    conversation.turns.push(turn);
  }
  turn.live = true;
  turn.id = live?.id ?? turn.id;
  if (flight.thinking) {
    turn.blocks.push({type: 'thinking', text: flight.thinking});
  }
  if (flight.text) {
    turn.blocks.push({type: 'text', text: flight.text});
  }
  for (const tool of flight.tools ?? []) {
    if (!turn.blocks.some(block => block.id === tool.toolCallId)) {
      turn.blocks.push({type: 'tool', id: tool.toolCallId, name: tool.name, args: tool.args, partial: tool.partial, state: 'running'});
    }
  }
}

/** Says something. While a run goes on it is taken in at the next step, if the gateway can. */
export async function send(text, images) {
  const id = newId();
  const message = {kind: 'user', id, key: conversation.key, text, images: images.map(image => image.url), attachments: images, ts: Date.now(), status: 'sending'};
  if (conversation.running) {
    conversation.queued.push(message);
  } else {
    conversation.turns.push(message);
  }
  update();
  await deliver(message);
}

/** Says it again, under the same id: if it had arrived, it is not said twice. */
export function again(message) {
  message.status = 'sending';
  update();
  return deliver(message);
}

/** Says once more what was said last: after a turn that failed. */
export function askAgain() {
  const {text, images} = conversation.turns.findLast(turn => turn.kind === 'user');
  return send(text, images.map((url, i) => ({url, mimeType: /^data:([^;,]*)/.exec(url)[1], content: url.slice(url.indexOf(',') + 1), fileName: `image-${i + 1}`})));
}

async function deliver(message) {
  const {key} = message;
  const late = message.status === 'waiting';
  unsent.add(message);
  const attachments = (message.attachments ?? []).map(({mimeType, content, fileName}) => ({type: 'image', mimeType, content, fileName}));
  const params = {sessionKey: key, message: message.text, idempotencyKey: message.id, deliver: false};
  if (conversation.queued.includes(message)) {
    params.queueMode = 'steer';
  }
  if (attachments.length > 0) {
    params.attachments = attachments;
  }
  try {
    const answer = await request('chat.send', params);
    unsent.delete(message);
    message.status = ['steered', 'queued'].includes(answer.status) ? answer.status : 'sent';
    if (answer.status === 'started' && key === conversation.key && !told.has(answer.runId)) {
      begin(answer.runId, message);
    } else if (message.status !== 'sent' && conversation.turns.includes(message)) {
      conversation.turns = conversation.turns.filter(turn => turn !== message); // a run began meanwhile, which will hear it
      conversation.queued.push(message);
    } else if (answer.aborted !== undefined) {
      conversation.queued = conversation.queued.filter(one => one !== message);
    } else if (late && key === conversation.key) {
      load(); // it had arrived before the line was cut: the transcript has it
    }
  } catch (failure) {
    message.status = failure.code === 'CUT' ? 'waiting' : 'failed';
    message.failure = failure instanceof GatewayError ? failure.message : String(failure);
  }
  update();
}

function begin(runId, message) {
  if (message && conversation.queued.includes(message)) {
    conversation.queued = conversation.queued.filter(one => one !== message);
    conversation.turns.push({...message, status: 'sent'});
  }
  if (conversation.running?.runId === runId) {
    return;
  }
  conversation.running = {runId, startedAt: Date.now(), heard: false};
  if (!conversation.turns.at(-1)?.live) {
    conversation.turns.push({...newTurn(), live: true});
  }
}

/** Stops the run. What it still says until the gateway has stopped it is shown; that it was heard is seen at once. */
export async function stop() {
  const {key, running} = conversation;
  if (running?.stopping) {
    return;
  }
  if (running) {
    running.stopping = true;
  }
  update();
  try {
    await request('chat.abort', running ? {sessionKey: key, runId: running.runId} : {sessionKey: key});
  } catch (failure) {
    if (running) {
      running.stopping = false;
    }
    toast(failure.message, 'error');
  }
}

const mine = payload => payload.sessionKey && canonical(payload.sessionKey) === conversation.key;

function liveTurn(runId) {
  if (conversation.running?.runId !== runId) {
    const own = conversation.queued.find(one => one.id === runId);
    conversation.turns.forEach(turn => delete turn.live);
    begin(runId, own);
    if (!own && conversation.turns.at(-2)?.id !== runId) {
      load(); // somebody else asked: what they said is in the transcript
    }
  }
  let turn = conversation.turns.at(-1);
  if (!turn?.live) {
    turn = {...newTurn(), live: true};
    conversation.turns.push(turn);
  }
  turn.version++;
  return turn;
}

function grow(turn, type, data) {
  const last = turn.blocks.findLast(block => block.type !== 'notice');
  const text = data.text ?? (last?.type === type ? last.text : '') + (data.delta ?? '');
  if (last?.type === type && (text.startsWith(last.text) || last.text.startsWith(text)) && text !== data.delta) {
    last.text = text.length >= last.text.length ? text : last.text;
  } else if (last?.type === type && text === data.delta && last.text === text) {
    return;
  } else if (text) {
    turn.blocks.push({type, text, since: Date.now()});
  }
}

const STREAMS = {
  lifecycle(turn, data, payload) {
    if (data.phase === 'start') {
      conversation.running.startedAt = data.startedAt ?? conversation.running.startedAt;
    } else if (data.context) {
      conversation.context = data.context;
    }
    if (data.phase === 'end') {
      finish(turn, {...data, timestamp: payload.ts, usage: turn.usage ? undefined : data.usage, cost: data.cost});
    }
  },
  assistant(turn, data) {
    conversation.running.heard = true;
    grow(turn, 'text', data);
  },
  thinking: (turn, data) => grow(turn, 'thinking', data),
  reasoning: (turn, data) => grow(turn, 'thinking', data),
  tool(turn, data) {
    // Some models count their calls anew in every answer: a start is always a call of its own.
    let call = turn.blocks.findLast(block => block.id === data.toolCallId);
    if (!call || (data.phase === 'start' && call.state !== 'running')) {
      call = {type: 'tool', id: data.toolCallId, name: data.name, args: data.args ?? {}, state: 'running', since: Date.now()};
      turn.blocks.push(call);
    }
    call.args = data.args ?? call.args;
    if (data.phase === 'update') {
      call.partial = textOf(partsOf(data.partialResult ?? {})) || call.partial;
    } else if (data.phase === 'result' || data.phase === 'end') {
      const parts = partsOf(data.result ?? {});
      Object.assign(call, {state: data.isError ? 'failed' : 'done', isError: !!data.isError, result: textOf(parts), images: imagesOf(parts),
        details: data.result?.details ?? {}, partial: null});
      call.details.durationMs ??= call.since ? Date.now() - call.since : undefined;
    }
  },
  compaction(turn, data) {
    turn.blocks.push({type: 'notice', text: t(data.phase === 'start' ? 'chat.compacting' : 'chat.compacted'), level: 'info'});
  },
  notice(turn, data) {
    turn.blocks.push({type: 'notice', text: data.text, level: data.level ?? 'info'});
  },
  steered(turn, data) {
    const at = conversation.queued.findIndex(one => !data.text || one.text === data.text);
    const [taken] = at < 0 ? [{kind: 'user', id: newId(), text: data.text, images: [], ts: Date.now()}] : conversation.queued.splice(at, 1);
    delete turn.live;
    conversation.turns.push({...taken, status: 'sent'}, {...newTurn(), live: true});
  },
};

// What was heard before the line was cut may be out of date: the transcript tells, and the next piece of a run that goes on.
on(':hello', async () => {
  conversation.running = null;
  conversation.loaded = false;
  conversation.turns.forEach(turn => delete turn.live);
  await null; // now the page that is shown asks for what it shows
  await reading;
  for (const message of [...unsent].filter(one => one.status === 'waiting')) {
    await deliver(message);
  }
});

addEventListener('beforeunload', event => unsent.size > 0 && event.preventDefault());

on('agent', payload => {
  if (!mine(payload) || told.has(payload.runId)) {
    return;
  }
  const stream = STREAMS[payload.stream];
  if (stream) {
    stream(liveTurn(payload.runId), payload.data ?? {}, payload);
    update();
  }
});

on('chat', payload => {
  if (!mine(payload) || (told.has(payload.runId) && payload.state === 'delta')) {
    return;
  }
  if (payload.state === 'delta') {
    const turn = liveTurn(payload.runId);
    if (!conversation.running.heard) {
      grow(turn, 'text', {text: textOf(partsOf(payload.message ?? {}))});
    }
  } else if (payload.state === 'user') {
    if (![...conversation.turns, ...conversation.queued].some(turn => turn.id === payload.runId)) {
      load(); // said elsewhere
    }
  } else {
    ended(payload);
  }
  update();
});

function ended(payload) {
  told.add(payload.runId);
  if (told.size > 500) {
    told.delete(told.values().next().value);
  }
  if (payload.answeredIn) {
    conversation.queued = conversation.queued.filter(one => one.id !== payload.runId);
  }
  const current = conversation.running;
  if (current && current.runId !== payload.runId) {
    load();
    return;
  }
  const turn = current ? conversation.turns.at(-1) : null;
  conversation.running = null;
  if (turn?.live) {
    delete turn.live;
    const text = textOf(partsOf(payload.message ?? {}));
    if (text && !turn.blocks.some(block => block.type === 'text')) {
      turn.blocks.push({type: 'text', text});
    }
    turn.blocks.filter(block => block.state === 'running').forEach(block => (block.state = 'left'));
    turn.stopReason = payload.state === 'aborted' ? 'aborted' : turn.stopReason;
  }
  if (payload.state === 'error') {
    conversation.turns.push({kind: 'notice', id: `e-${payload.runId}`, text: payload.errorMessage ?? t('chat.failed'), level: 'error', ts: Date.now()});
    return;
  }
  conversation.queued.filter(one => one.status === 'steered' || one.status === 'sent').forEach(one => (one.status = 'queued'));
  load();
}

/** A session of its own, empty. */
export function freshKey() {
  const agent = state.hello?.snapshot?.sessionDefaults?.defaultAgentId ?? 'main';
  return `agent:${agent}:web-${Date.now().toString(36)}`;
}

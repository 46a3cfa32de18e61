// The transcript's messages as turns: all that was answered to one message is one turn. What is shown, and nothing of how it is shown.

import {addCost, costOf} from './format.js';

let lastTurn = 0;

const nextName = () => `t${++lastTurn}`;

/** An answer of which nothing was heard yet. */
export function newTurn(ts = Date.now()) {
  return {kind: 'assistant', id: nextName(), blocks: [], ts, cost: {}, version: 0};
}

export function partsOf(message) {
  return typeof message.content === 'string' ? [{type: 'text', text: message.content}] : (message.content ?? []);
}

export function imagesOf(parts) {
  return parts.filter(part => part.type === 'image' || part.type === 'image_url').map(part => {
    const data = part.data ?? part.source?.data ?? part.content;
    const mime = part.mimeType ?? part.source?.media_type ?? 'image/png';
    return data ? (data.startsWith('data:') ? data : `data:${mime};base64,${data}`) : null;
  });
}

export const textOf = parts => parts.filter(part => part.type === 'text').map(part => part.text).join('');

/** Messages as turns: all that was answered to one message is one turn. */
export function turnsOf(messages) {
  const turns = [];
  const calls = new Map();
  const assistant = ts => {
    if (turns.at(-1)?.kind !== 'assistant') {
      turns.push(newTurn(ts));
    }
    return turns.at(-1);
  };
  for (const message of messages) {
    const parts = partsOf(message);
    if (message.role === 'user') {
      turns.push({kind: 'user', id: nextName(), text: textOf(parts), images: imagesOf(parts), ts: message.timestamp});
    } else if (message.role === 'assistant') {
      answered(assistant(message.timestamp), message, parts, calls);
    } else if (message.role === 'toolResult' || message.role === 'tool') {
      const call = calls.get(message.toolCallId) ?? {type: 'tool', id: message.toolCallId, name: message.toolName ?? '', args: {}};
      if (!calls.has(message.toolCallId)) {
        assistant(message.timestamp).blocks.push(call);
      }
      Object.assign(call, {result: textOf(parts), images: imagesOf(parts), details: message.details ?? {}, isError: !!message.isError,
        state: message.isError ? 'failed' : 'done'});
    } else if (textOf(parts)) {
      turns.push({kind: 'notice', id: nextName(), text: textOf(parts), level: 'info', ts: message.timestamp});
    }
  }
  for (const call of calls.values()) {
    call.state ??= 'left';
  }
  return turns;
}

function answered(turn, message, parts, calls) {
  for (const part of parts) {
    if (part.type === 'thinking' && (part.thinking ?? part.text)) {
      turn.blocks.push({type: 'thinking', text: part.thinking ?? part.text});
    } else if (part.type === 'text' && part.text?.trim()) {
      turn.blocks.push({type: 'text', text: part.text});
    } else if (part.type === 'toolCall') {
      const call = {type: 'tool', id: part.id, name: part.name, args: part.arguments ?? part.args ?? {}};
      calls.set(part.id, call);
      turn.blocks.push(call);
    }
  }
  finish(turn, message);
}

/** Takes over what is told of an answer at its end: when, by whom, for how much. */
export function finish(turn, message) {
  turn.ts = message.timestamp ?? turn.ts;
  turn.model = message.model ? (message.provider ? `${message.provider}/${message.model}` : message.model) : turn.model;
  turn.stopReason = message.stopReason ?? turn.stopReason;
  turn.error = message.errorMessage ?? null;
  turn.cost = addCost(turn.cost, costOf(message));
  const usage = message.usage;
  if (usage && (usage.input || usage.output)) {
    turn.usage = {input: (turn.usage?.input ?? 0) + (usage.input ?? 0), output: (turn.usage?.output ?? 0) + (usage.output ?? 0)};
    turn.usage.cached = (turn.usage.cached ?? 0) + (usage.cacheRead ?? 0);
    turn.context = (usage.input ?? 0) + (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0) + (usage.output ?? 0);
  }
}

/**
 * What was on the screen keeps its name, and with it its elements: what is opened or selected there stays so. New is what is last
 * or, where more was asked for, first.
 */
export function keepNames(before, now) {
  for (let i = 1; i <= Math.min(before.length, now.length); i++) {
    const [old, fresh] = [before.at(-i), now.at(-i)];
    if (old.kind !== fresh.kind || (old.kind === 'user' && old.text !== fresh.text)) {
      return;
    }
    fresh.id = old.id;
  }
}

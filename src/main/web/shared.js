// What several views show: sessions, models, agents, questions that wait for a yes. Read once, kept fresh by events.

import {on, request} from './gateway.js';
import {canonical} from './conversation.js';
import {can, state, toast, update} from './store.js';
import {t} from './words.js';

export const shared = {sessions: [], defaults: {}, models: [], defaultModel: null, fallbacks: [], agents: [], approvals: [], identity: null};

export async function loadSessions() {
  if (!can('sessions.list')) {
    return;
  }
  const asked = {limit: 60, includeDerivedTitles: true, includeLastMessage: true, includeGlobal: true};
  const found = await request('sessions.list', asked).catch(() => null);
  if (found) {
    shared.sessions = found.sessions ?? [];
    shared.defaults = found.defaults ?? {};
    update();
  }
}

export async function loadModels() {
  const found = await request('models.list', {}).catch(() => null);
  if (found) {
    shared.models = found.models ?? [];
    const marked = shared.models.find(model => model.default);
    shared.defaultModel = found.default ?? (marked ? refOf(marked) : found.defaultModel ? `${found.defaultProvider}/${found.defaultModel}` : null);
    shared.fallbacks = found.fallbacks ?? [];
    update();
  }
}

export const refOf = model => `${model.provider}/${model.id}`;

export const sessionRow = key => shared.sessions.find(row => canonical(row.key) === key);

/** What people call a session. */
export function titleOf(row, key = row?.key) {
  if (!row && key?.includes(':web-')) {
    return t('chat.new');
  }
  const main = /^agent:main:main$|^main$/.test(key ?? '');
  return row?.label || row?.displayName || row?.derivedTitle?.replace(/\s*\[message_id:[^\]]*\]$/, '') || (main ? t('chat.main') : shortKey(key ?? ''));
}

export function shortKey(key) {
  const parts = /^agent:([^:]+):(.*)$/.exec(key);
  return parts ? (parts[1] === 'main' ? parts[2] : `${parts[1]} · ${parts[2]}`) : key;
}

export async function patchSession(key, change) {
  try {
    const answer = await request('sessions.patch', {key, ...change});
    await loadSessions();
    return answer;
  } catch (failure) {
    toast(failure.message, 'error');
    return null;
  }
}

on(':hello', async hello => {
  state.hello = hello;
  loadSessions();
  loadModels();
  request('agents.list', {}).then(found => {
    shared.agents = found.agents ?? [];
    update();
  }, () => {});
  if (can('agent.identity.get')) {
    request('agent.identity.get', {}).then(found => {
      shared.identity = found;
      update();
    }, () => {});
  }
  if (can('exec.approval.list')) {
    const found = await request('exec.approval.list', {}).catch(() => ({pending: []}));
    shared.approvals = found.pending ?? [];
    update();
  }
});

let later = 0;

// Each end of a run changes titles, tokens and times; once a second is enough.
on('chat', payload => {
  if (payload.state !== 'delta') {
    clearTimeout(later);
    later = setTimeout(loadSessions, 700);
  }
});

on('exec.approval.requested', asked => {
  shared.approvals = [...shared.approvals.filter(one => one.id !== asked.id), asked];
  update();
});

on('exec.approval.resolved', ({id}) => {
  shared.approvals = shared.approvals.filter(one => one.id !== id);
  update();
});

setInterval(() => {
  const now = Date.now();
  const before = shared.approvals.length;
  if (shared.approvals.some(one => one.expiresAtMs && one.expiresAtMs < now)) {
    shared.approvals = shared.approvals.filter(one => !one.expiresAtMs || one.expiresAtMs >= now);
  }
  if (shared.approvals.length + before > 0) {
    update(); // the seconds that are left
  }
}, 1000);

export async function decide(asked, decision) {
  asked.deciding = decision;
  update();
  try {
    await request('exec.approval.resolve', {id: asked.id, decision});
    shared.approvals = shared.approvals.filter(one => one.id !== asked.id);
  } catch (failure) {
    delete asked.deciding;
    toast(failure.message, 'error');
  }
  update();
}

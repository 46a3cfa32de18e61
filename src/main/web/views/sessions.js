// All sessions: find, name, take along, delete.

import {html} from '../lib/lit-html/lit-html.js';
import {canonical, conversation, forgetSession} from '../conversation.js';
import {exportSession} from '../export.js';
import {ago, brief, dateTime, money} from '../format.js';
import {request} from '../gateway.js';
import {saveSettings, settings} from '../keep.js';
import {icon} from '../icons.js';
import {ask, button, confirmDialog, empty, head, iconButton, loading, menu, problem, promptDialog, tag} from '../parts.js';
import {addressOf, follow} from '../route.js';
import {loadSessions, patchSession, titleOf} from '../shared.js';
import {can, state, update} from '../store.js';
import {t} from '../words.js';
import {newSession} from './chat.js';

const view = {rows: null, hits: null, query: '', failure: null};
let later = 0;

async function load() {
  try {
    const asked = {limit: 500, includeDerivedTitles: true, includeLastMessage: true, includeGlobal: true, includeUnknown: true};
    const found = await request('sessions.list', asked);
    view.rows = found.sessions ?? [];
    view.failure = null;
  } catch (failure) {
    view.failure = failure.message;
  }
  update();
}

function search(text) {
  view.query = text;
  view.hits = null;
  clearTimeout(later);
  if (text.trim().length >= 2 && can('sessions.search')) {
    later = setTimeout(async () => {
      const found = await request('sessions.search', {query: text.trim(), limit: 50}).catch(() => null);
      if (view.query === text) {
        view.hits = found?.hits ?? null;
        update();
      }
    }, 250);
  }
  update();
}

async function remove(row) {
  if (await ask('sessions.delete', {key: row.key, deleteTranscript: true}, t('deleted'))) {
    forgetSession(row.key);
    if (settings.session === canonical(row.key)) {
      settings.session = null;
      saveSettings();
    }
    await Promise.all([load(), loadSessions()]);
  }
}

const main = row => canonical(row.key) === state.hello?.snapshot?.sessionDefaults?.mainSessionKey;

function doings(row) {
  return [
    {text: t('rename'), icon: 'edit', act: () => promptDialog(t('rename'), t('sessions.label'), row.label ?? '', async label => { await patchSession(row.key, {label: label || null}); load(); })},
    {text: t('export.markdown'), icon: 'export', act: () => exportSession(row.key, 'markdown')},
    can('sessions.export') ? {text: t('export.jsonl'), icon: 'export', act: () => exportSession(row.key, 'jsonl')} : null,
    {text: t('delete'), icon: 'trash', kind: 'danger', disabled: main(row),
      act: () => confirmDialog(t('sessions.delete'), t('sessions.delete.text', titleOf(row)), t('delete'), () => remove(row))},
  ];
}

const KINDS = ['group', 'channel', 'global', 'unknown'];

function rowView(row) {
  const now = canonical(row.key) === conversation.key;
  return html`<li class="session-row ${now ? 'now' : ''}">
    <a href=${addressOf('chat', {session: row.key})} @click=${event => follow(event, 'chat', {session: row.key})}>
      <strong>${titleOf(row)}</strong>${row.running ? tag(t('running'), 'good') : ''}${row.kind && row.kind !== 'direct' ? tag(KINDS.includes(row.kind) ? t('kind.' + row.kind) : row.kind) : ''}
      <span class="session-preview">${row.lastMessagePreview ?? ''}</span>
      <span class="session-facts"><span class="mono clip">${row.key}</span><span>${(row.model ?? '').split('/').at(-1)}</span><span>${t('tokens.n', brief(row.totalTokens ?? 0))}</span><span>${money(row.cost)}</span><time>${ago(row.updatedAt)}</time></span>
    </a>
    <time title=${row.updatedAt ? dateTime(row.updatedAt) : ''}>${ago(row.updatedAt)}</time>
    ${menu(t('more'), icon('more'), doings(row), {align: 'right'})}
  </li>`;
}

// The found words stand between two signs that nobody types.
function snippet(text) {
  return text.split(/(\u0001[^\u0002]*\u0002)/).map(part => (part[0] === '\u0001' ? html`<mark>${part.slice(1, -1)}</mark>` : part));
}

function hitView(hit) {
  return html`<li class="session-row"><a href=${addressOf('chat', {session: hit.key})} @click=${event => follow(event, 'chat', {session: hit.key})}>
    <strong>${hit.title ?? hit.key}</strong><span class="session-preview">${snippet(hit.snippet ?? '')}</span></a><time>${ago(hit.ts)}</time></li>`;
}

function found() {
  const words = view.query.toLowerCase().split(/\s+/).filter(Boolean);
  return (view.rows ?? []).filter(row => {
    const text = [titleOf(row), row.key, row.lastMessagePreview, row.model, row.channel].join(' ').toLowerCase();
    return words.every(word => text.includes(word));
  });
}

export const page = {
  open() {
    load();
  },
  view() {
    const rows = found();
    return html`${head(t('nav.sessions'), t('sessions.about'), html`${iconButton('refresh', t('refresh'), load)}${button(t('chat.new'), newSession, {kind: 'primary', name: 'plus'})}`)}
      <div class="search">${icon('search')}<input type="search" aria-label=${t('sessions.search')} placeholder=${t('sessions.search')} .value=${view.query} @input=${event => search(event.target.value)}></div>
      ${view.failure ? problem(view.failure) : view.rows === null ? loading() : html`
        ${view.hits?.length > 0 ? html`<h2>${t('sessions.inText', view.hits.length)}</h2><ul class="card rows">${view.hits.map(hitView)}</ul><h2>${t('nav.sessions')}</h2>` : ''}
        ${rows.length === 0 ? empty(t('sessions.none')) : html`<ul class="card rows">${rows.map(rowView)}</ul>`}`}`;
  },
};

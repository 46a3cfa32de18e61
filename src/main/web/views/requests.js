// What passes through the gateway just now: every call to a model, from whichever door.

import {html} from '../lib/lit-html/lit-html.js';
import {guard} from '../lib/lit-html/directives/guard.js';
import {repeat} from '../lib/lit-html/directives/repeat.js';
import {brief, clockSeconds, dateTime, millis, money} from '../format.js';
import {on, request} from '../gateway.js';
import {icon} from '../icons.js';
import {button, choices, empty, head, loading, openDialog, problem, tag} from '../parts.js';
import {can, state, update} from '../store.js';
import {language, t} from '../words.js';

const MOST = 500;
const view = {rows: null, filter: '', kind: 'all', paused: false, failure: null, fresh: 0};
let timer = 0;

async function load() {
  try {
    const found = await request('requests.list', {limit: 200});
    view.rows = found.requests ?? [];
    view.failure = null;
  } catch (failure) {
    view.failure = failure.message;
  }
  update();
}

on('request', row => {
  if (state.route !== 'requests' || view.paused || !view.rows) {
    return;
  }
  const at = view.rows.findIndex(one => one.id === row.id);
  const waits = arrived.findIndex(one => one.id === row.id);
  if (at >= 0) {
    view.rows[at] = {...view.rows[at], ...row};
  } else if (waits >= 0) {
    arrived[waits] = {...arrived[waits], ...row};
  } else if (held) {
    arrived.unshift(row);
    arrived.length = Math.min(arrived.length, MOST);
  } else {
    view.rows = [row, ...view.rows].slice(0, MOST);
  }
  if (at >= 0 || !held) {
    soon();
  }
});

// Rows that come in at the top would slip away from under the pointer that is about to choose one: they wait until it leaves.
let held = false;
const arrived = [];

function hold(now) {
  held = now;
  if (!held && arrived.length > 0) {
    view.rows = [...arrived.splice(0), ...view.rows].slice(0, MOST);
    update();
  }
}

let drawing = 0;

// A few times a second is enough to look live, and leaves the machine to those who ask.
function soon() {
  drawing ||= setTimeout(() => {
    drawing = 0;
    update();
  }, 200);
}

const failed = row => row.error || row.status >= 400;

function shown() {
  const words = view.filter.toLowerCase().split(/\s+/).filter(Boolean);
  return view.rows.filter(row => view.kind === 'all' || (view.kind === 'running' ? row.phase === 'running' : failed(row)))
    .filter(row => words.every(word => [row.asked, row.provider, row.model, row.caller, row.door, row.profile, row.status, row.error].join(' ').toLowerCase().includes(word)));
}

function status(row) {
  return row.phase === 'running' ? html`<span class="tag"><span class="spinner" aria-hidden="true"></span>${t('running')}</span>` : tag(row.status ?? (row.error ? t('failed') : 'OK'), failed(row) ? 'bad' : 'good');
}

async function detail(row) {
  const asked = {answer: null};
  openDialog(t('requests.one'), () => detailView(asked.answer?.request ?? row, asked.answer), {wide: true});
  if (can('requests.get')) {
    asked.answer = await request('requests.get', {id: row.id}).catch(() => null);
    update();
  }
}

function detailView(row, answer) {
  const facts = [['ID', row.id], [t('time'), dateTime(row.at)], [t('requests.door'), row.door], [t('requests.caller'), row.caller], [t('requests.asked'), row.asked],
    [t('requests.answered'), row.provider ? `${row.provider}/${row.model}` : null], [t('requests.profile'), row.profile], [t('status'), row.status], [t('requests.first'), row.firstByteMs === undefined ? null : millis(row.firstByteMs)],
    [t('requests.took'), row.durationMs === undefined ? null : millis(row.durationMs)], [t('tokens'), row.tokens ? t('tokens.inOut', brief((row.tokens.input ?? 0) + (row.tokens.cacheRead ?? 0)), brief(row.tokens.output)) : null], [t('cost'), money(row.cost)]];
  return html`${row.error ? problem(row.error) : ''}<dl class="facts wide-facts">${facts.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd class="mono">${value}</dd></div>`)}</dl>
    ${answer?.attempts?.length > 0 ? html`<h3>${t('requests.attempts')}</h3><ol class="plain-list">${answer.attempts.map((one, i) => html`<li><b class="badge quiet">${i + 1}</b><span class="mono">${one.provider}/${one.model} ${one.profile ?? ''}</span>${tag(one.status, one.reason ? 'bad' : 'good')}<small class="muted">${one.reason ?? ''} ${millis(one.ms)}</small></li>`)}</ol>` : ''}`;
}

function rowView(row) {
  return html`<tr class=${failed(row) ? 'failed' : ''}>
    <td><time title=${dateTime(row.at)}>${clockSeconds(row.at)}</time></td>
    <td class="corner">${status(row)}</td>
    <td class="first"><button type="button" class="link" @click=${() => detail(row)}>${row.asked ?? row.model ?? row.id}</button>${row.model && !String(row.asked).endsWith(row.model) ? html`<small class="muted mono">→ ${row.provider}/${row.model}</small>` : ''}${row.attempts > 1 ? tag(t('requests.tries', row.attempts), 'warn') : ''}</td>
    <td>${row.caller ?? ''}<small class="muted">${row.door}${row.stream ? ' · SSE' : ''}</small></td>
    <td class="num" data-label=${t('requests.first')}>${millis(row.firstByteMs)}</td><td class="num" data-label=${t('requests.took')}>${row.phase === 'running' ? '…' : millis(row.durationMs)}</td>
    <td class="num">${row.tokens ? `${brief((row.tokens.input ?? 0) + (row.tokens.cacheRead ?? 0))} → ${brief(row.tokens.output)}` : ''}</td><td class="num">${money(row.cost)}</td></tr>`;
}

export const page = {
  async open() {
    await load();
    if (can('requests.subscribe')) {
      request('requests.subscribe', {on: true}).catch(() => {});
    } else {
      clearInterval(timer);
      timer = setInterval(() => view.paused || state.connection !== 'connected' || load(), 3000);
    }
  },
  close() {
    clearInterval(timer);
    hold(false);
    if (can('requests.subscribe') && state.connection === 'connected') {
      request('requests.subscribe', {on: false}).catch(() => {});
    }
  },
  view() {
    const rows = view.rows ? shown() : [];
    return html`${head(t('nav.requests'), t('requests.about'), button(t(view.paused ? 'resume' : 'pause'), () => { view.paused = !view.paused; if (!view.paused) { load(); } update(); }, {name: view.paused ? 'play' : 'stop'}))}
      <div class="row between wrap"><div class="search">${icon('search')}<input type="search" aria-label=${t('requests.filter')} placeholder=${t('requests.filter')} .value=${view.filter} @input=${event => { view.filter = event.target.value; update(); }}></div>
        ${choices(t('requests.which'), [['all', t('all')], ['running', t('running')], ['failed', t('failed')]], view.kind, value => { view.kind = value; update(); })}</div>
      ${view.failure ? problem(view.failure) : view.rows === null ? loading() : rows.length === 0 ? empty(t('requests.none')) : html`<div class="card scroll-x" tabindex="0" role="group" aria-label=${t('nav.requests')} @pointerenter=${event => event.pointerType === 'mouse' && hold(true)} @pointerleave=${() => hold(false)}><table class="table cards"><thead><tr><th>${t('time')}</th><th>${t('status')}</th><th>${t('model')}</th><th>${t('requests.caller')}</th><th class="num">${t('requests.first')}</th><th class="num">${t('requests.took')}</th><th class="num">${t('tokens')}</th><th class="num">${t('cost')}</th></tr></thead>
        <tbody>${repeat(rows, row => row.id, row => guard([row, language()], () => rowView(row)))}</tbody></table></div>`}`;
  },
};

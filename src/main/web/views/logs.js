// The gateway's log, as it is written.

import {html} from '../lib/lit-html/lit-html.js';
import {ref, createRef} from '../lib/lit-html/directives/ref.js';
import {guard} from '../lib/lit-html/directives/guard.js';
import {repeat} from '../lib/lit-html/directives/repeat.js';
import {clockSeconds} from '../format.js';
import {request} from '../gateway.js';
import {icon} from '../icons.js';
import {button, choices, download, empty, head, iconButton, loading, problem} from '../parts.js';
import {state, update} from '../store.js';
import {language, t} from '../words.js';

const MOST = 3000;
const SHOWN = 800;
const LEVELS = ['debug', 'info', 'warn', 'error'];
const view = {lines: null, cursor: null, file: '', filter: '', level: 'info', follow: true, failure: null};
const box = createRef();
let timer = 0;
let last = 0;
let atEnd = true; // whether the newest line is in sight: who scrolls up reads on in peace

// The original writes the part's name as JSON in a string.
function partOf(name = '') {
  return /^\{.*"subsystem":"([^"]*)"/.exec(name)?.[1] ?? name;
}

/** A line of the log: JSON of this gateway or of the original, or plain words. */
export function readLine(text) {
  const id = ++last;
  try {
    const tree = JSON.parse(text);
    const level = String(tree.level ?? tree._meta?.logLevelName ?? 'info').toLowerCase();
    const where = tree.component ?? tree.logger ?? tree.subsystem ?? partOf(tree._meta?.name);
    const said = tree.message ?? tree.msg ?? Object.keys(tree).filter(key => /^\d+$/.test(key)).map(key => (typeof tree[key] === 'string' ? tree[key] : JSON.stringify(tree[key]))).join(' ');
    return {id, text, at: Date.parse(tree.time ?? tree.ts ?? tree._meta?.date ?? '') || null, level: level.replace('warning', 'warn').replace('fatal', 'error').replace('trace', 'debug'), where, said: String(said)};
  } catch {
    const level = /\b(error|warn|debug)\b/i.exec(text)?.[1].toLowerCase() ?? 'info';
    return {id, text, at: null, level, where: '', said: text};
  }
}

async function load(fresh = false) {
  try {
    const params = {limit: 1000, maxBytes: 500_000};
    if (!fresh && view.cursor !== null) {
      params.cursor = view.cursor;
    }
    const found = await request('logs.tail', params);
    const lines = (found.lines ?? []).filter(Boolean).map(readLine);
    view.lines = fresh || found.reset || !view.lines ? lines : [...view.lines, ...lines].slice(-MOST);
    view.cursor = found.cursor ?? null;
    view.file = found.file ?? '';
    view.failure = null;
    if (lines.length > 0 || fresh) {
      update();
    }
  } catch (failure) {
    view.failure = failure.code === 'CUT' ? null : failure.message;
    update();
  }
}

function shown() {
  const least = LEVELS.indexOf(view.level);
  const words = view.filter.toLowerCase().split(/\s+/).filter(Boolean);
  return view.lines.filter(line => Math.max(0, LEVELS.indexOf(line.level)) >= least && words.every(word => line.text.toLowerCase().includes(word)));
}

let first = 0;

// While one reads further up, lines are added below and none is taken away above: it would move what one reads.
function held(list) {
  const from = list.findIndex(line => line.id >= first);
  return list.slice(from < 0 ? -SHOWN : from);
}

function scrolled({target}) {
  const now = target.scrollHeight - target.scrollTop - target.clientHeight < 40;
  if (now !== atEnd) {
    atEnd = now;
    first = shown().at(-SHOWN)?.id ?? 0;
    update();
  }
}

function toEnd() {
  atEnd = true;
  update();
}

const lineView = line => html`<div class="log-line ${line.level}"><time>${line.at ? clockSeconds(line.at) : ''}</time><b>${line.level}</b><span class="log-where">${line.where}</span><span>${line.said}</span></div>`;

export const page = {
  open() {
    atEnd = true;
    load(true);
    clearInterval(timer);
    timer = setInterval(() => view.follow && state.connection === 'connected' && document.visibilityState === 'visible' && load(), 1500);
  },
  close() {
    clearInterval(timer);
  },
  shown() {
    if (view.follow && atEnd && box.value) {
      box.value.scrollTop = box.value.scrollHeight;
    }
  },
  view() {
    const list = view.lines ? shown() : [];
    return html`${head(t('nav.logs'), html`<span class="mono">${view.file}</span>`, html`${button(t(view.follow ? 'pause' : 'logs.follow'), () => { view.follow = !view.follow; if (view.follow) { load(); } update(); }, {name: view.follow ? 'stop' : 'play'})}
        ${button(t('export'), () => download('gateway.log', 'text/plain', list.map(line => line.text).join('\n') + '\n'), {name: 'export', disabled: list.length === 0})}`)}
      <div class="row between wrap"><div class="search">${icon('search')}<input type="search" aria-label=${t('logs.filter')} placeholder=${t('logs.filter')} .value=${view.filter} @input=${event => { view.filter = event.target.value; update(); }}></div>
        ${choices(t('logs.level'), LEVELS.map(level => [level, t('log.' + level)]), view.level, value => { view.level = value; update(); })}</div>
      ${view.failure ? problem(view.failure) : view.lines === null ? loading() : list.length === 0 ? empty(t('logs.none')) : html`<div class="log-box"><div class="card log" tabindex="0" role="log" aria-live="off" aria-label=${t('nav.logs')} ${ref(box)} @scroll=${scrolled}>
        ${repeat(atEnd ? list.slice(-SHOWN) : held(list), line => line.id, line => guard([line, language()], () => lineView(line)))}</div>
        ${atEnd ? '' : html`<div class="to-end">${iconButton('arrow', t('chat.toEnd'), toEnd, {kind: 'raised'})}</div>`}</div>`}`;
  },
};

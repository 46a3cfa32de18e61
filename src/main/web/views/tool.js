// A tool's call as a card: what it did in one line; what it was given, gave back and changed when it is opened.

import {html} from '../lib/lit-html/lit-html.js';
import {icon} from '../icons.js';
import {diffView, readDiff} from '../diff.js';
import {bytes, millis} from '../format.js';
import {copy} from '../markdown.js';
import {download} from '../parts.js';
import {update} from '../store.js';
import {t} from '../words.js';

const ICONS = [[/exec|bash|process|shell|command/, 'terminal'], [/read|write|edit|patch|file|ls|find|grep/, 'file'], [/web|fetch|browser|search/, 'globe'],
  [/image|picture|video/, 'image'], [/session|agent/, 'chat'], [/memory/, 'think'], [/cron/, 'cron']];
const KEYS = ['command', 'path', 'file_path', 'filePath', 'file', 'query', 'url', 'pattern', 'message', 'task', 'prompt', 'text', 'name', 'id'];
const SHORT_DIFF = 24;
const LONGEST = 20_000;

/** Cards that were opened or shut by hand; a conversation that is read again keeps them so. */
const chosen = new Map();

function summary(call) {
  const args = call.args ?? {};
  const key = KEYS.find(name => typeof args[name] === 'string');
  const text = call.details?.path ?? (key ? args[key] : typeof args === 'string' ? args : '');
  return text.split('\n')[0];
}

function cut(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** What a tool gave back: the beginning of it when it is long, and the whole to copy or to take along. */
function outputView(call, output) {
  return html`<div class="tool-result"><pre class="tool-output ${call.isError ? 'bad' : ''}" tabindex="0">${cut(output)}</pre>
    <div class="tool-foot">${output.length > LONGEST ? html`<span>${t('tool.cut', bytes(LONGEST), bytes(output.length))}</span>
      <button type="button" class="link" @click=${() => download(`${call.name}.txt`, 'text/plain;charset=utf-8', output)}>${t('tool.whole')}</button>` : ''}
      <button type="button" class="copy" aria-label=${t('copy.output')} @click=${event => copy(output, event.currentTarget)}>${t('copy')}</button></div></div>`;
}

function argsView(call) {
  const entries = Object.entries(call.args ?? {});
  if (entries.length === 0 || call.details?.diff) {
    return '';
  }
  return html`<dl class="facts">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd class="mono">${cut(typeof value === 'string' ? value : JSON.stringify(value, null, 1))}</dd></div>`)}</dl>`;
}

function stateView(call, diff) {
  const bits = [];
  if (diff) {
    bits.push(html`<span class="added">+${diff.added}</span> <span class="removed">−${diff.removed}</span>`);
  }
  if (call.details?.exitCode) {
    bits.push(html`<span class="removed">${t('tool.exit', call.details.exitCode)}</span>`);
  }
  if (call.details?.durationMs >= 100) {
    bits.push(html`<span>${millis(call.details.durationMs)}</span>`);
  }
  const marks = {running: html`<span class="spinner" role="img" aria-label=${t('tool.running')}></span>`, done: html`<span class="ok">${icon('check')}</span>`,
    failed: html`<span class="bad">${icon('close')}<span class="sr">${t('tool.failed')}</span></span>`, left: html`<span class="muted">${t('tool.left')}</span>`};
  return html`<span class="tool-state">${bits}${marks[call.state] ?? ''}</span>`;
}

export function toolCard(call, turn = '') {
  const id = `${turn}/${call.id}`;
  const text = call.details?.diff;
  const diff = text ? readDiff(text) : null;
  const open = chosen.get(id) ?? (diff !== null && diff.rows.length <= SHORT_DIFF);
  const toggle = event => {
    if (event.target.open !== (chosen.get(id) ?? open)) {
      chosen.set(id, event.target.open);
      update();
    }
  };
  const output = call.partial ?? call.result ?? '';
  return html`<details class="tool ${call.state ?? ''}" .open=${open} @toggle=${toggle}>
    <summary>${icon(ICONS.find(([name]) => name.test(call.name))?.[1] ?? 'tool')}<span class="tool-name">${call.name}</span>
      <span class="tool-what mono">${summary(call)}</span>${stateView(call, diff)}</summary>
    ${open ? html`<div class="tool-body">
      ${argsView(call)}
      ${diff ? diffView(text, t('tool.diff', summary(call))) : ''}
      ${output && !(diff && !call.isError) ? outputView(call, output) : ''}
      ${(call.images ?? []).filter(Boolean).map(image => html`<img class="shot" src=${image} alt=${t('image')}>`)}
    </div>` : ''}
  </details>`;
}

// The config file itself: what is saved is what was written, comments and all. Beside it, what the words in it mean.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {ref, createRef} from '../lib/lit-html/directives/ref.js';
import {request} from '../gateway.js';
import {icon} from '../icons.js';
import {button, confirmDialog, head, loading, problem, tag} from '../parts.js';
import {joined, keepBytes, pathAt} from '../json5.js';
import {can, toast, update} from '../store.js';
import {t} from '../words.js';

const view = {loaded: null, text: '', issues: [], warnings: [], failure: null, merged: false, conflict: null, busy: false, schema: null, place: 0, filter: ''};
const area = createRef();
const gutter = createRef();
let checking = 0;

const shownText = raw => raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
const dirty = () => view.loaded !== null && view.text !== shownText(view.loaded.raw ?? '');

async function load() {
  view.failure = null;
  view.conflict = null;
  view.merged = false;
  try {
    view.loaded = await request('config.get', {});
    view.text = shownText(view.loaded.raw ?? '');
    view.issues = view.loaded.issues ?? [];
    view.warnings = view.loaded.warnings ?? [];
  } catch (failure) {
    view.failure = failure.message;
  }
  if (!view.schema && can('config.schema')) {
    view.schema = await request('config.schema', {}).catch(() => null);
  }
  update();
}

function edited(event) {
  view.text = event.target.value;
  if (!view.conflict) {
    view.failure = null; // it spoke of the text as it was
  }
  moved(event);
  check();
}

function check() {
  clearTimeout(checking);
  if (can('config.check')) {
    checking = setTimeout(async () => {
      const text = view.text;
      const found = await request('config.check', {raw: keepBytes(view.loaded.raw ?? '', text)}).catch(() => null);
      if (found && text === view.text) {
        view.issues = found.issues ?? [];
        view.warnings = found.warnings ?? [];
        update();
      }
    }, 500);
  }
}

function moved({target}) {
  view.place = target.selectionStart;
  update();
}

async function save() {
  const sent = view.text;
  view.busy = true;
  view.failure = null;
  update();
  try {
    const raw = keepBytes(view.loaded.raw ?? '', sent);
    await request('config.set', {raw, ...(view.loaded.hash ? {baseHash: view.loaded.hash} : {})});
    toast(t('config.saved'));
    await meet(sent);
  } catch (failure) {
    view.issues = failure.details?.issues ?? view.issues;
    view.failure = failure.details?.issues?.length > 0 ? t('config.notSaved', view.issues.length) : failure.message;
    if (/hash|changed since/i.test(failure.message)) {
      await meet(shownText(view.loaded.raw ?? ''));
    }
  }
  view.busy = false;
  update();
}

// The file as it is now, and what was written here since the text it is compared with: also while the answer was on its way. Changes
// in different places are put together, for the person to look at; else they choose.
async function meet(base) {
  const now = await request('config.get', {}).catch(() => null);
  if (!now) {
    return;
  }
  const theirs = shownText(now.raw ?? '');
  const both = joined(base, view.text, theirs);
  if (both === null) {
    view.failure = t('config.conflict');
    view.conflict = now;
  } else {
    view.merged = both !== view.text && both !== theirs;
    if (both === theirs) {
      view.issues = now.issues ?? [];
      view.warnings = now.warnings ?? [];
    }
    keepMine(now, both);
  }
}

/** Goes on writing, on top of the file as it is now. */
function keepMine(now, text = view.text) {
  view.loaded = now;
  view.text = text;
  view.failure = null;
  view.conflict = null;
  check();
  update();
}

addEventListener('beforeunload', event => dirty() && event.preventDefault());

function keys(event) {
  if ((event.metaKey || event.ctrlKey) && event.key === 's') {
    event.preventDefault();
    if (dirty()) {
      save();
    }
  }
}

function jump(line, column = 1) {
  const lines = view.text.split('\n');
  const place = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const box = area.value;
  box.focus();
  box.setSelectionRange(place, place);
  box.scrollTop = Math.max(0, (line - 6) * Number.parseFloat(getComputedStyle(box).lineHeight));
  view.place = place;
  update();
}

// --- what the words mean ----------------------------------------------------------------------------------------------

function branches(schema) {
  return [...(schema?.anyOf ?? []), ...(schema?.oneOf ?? []), ...(schema?.allOf ?? [])];
}

function resolve(schema) {
  let now = schema;
  while (now?.$ref?.startsWith('#/')) {
    now = now.$ref.slice(2).split('/').reduce((tree, name) => tree?.[name], view.schema.schema);
  }
  return now;
}

function child(schema, step) {
  const here = resolve(schema);
  if (!here) {
    return null;
  }
  const own = typeof step === 'number' ? here.items : (here.properties?.[step] ?? (typeof here.additionalProperties === 'object' ? here.additionalProperties : null));
  return resolve(own) ?? branches(here).map(branch => child(branch, step)).find(Boolean) ?? null;
}

const schemaAt = path => path.reduce((schema, step) => (step === null ? schema : child(schema, step)), view.schema.schema);

/** The label and the help for a path; `*` and `[]` in the hints stand for any key and any place in a list. */
export function hintAt(hints, path) {
  const steps = path.map(String);
  const fits = key => {
    const parts = key.replaceAll('[]', '.*').split('.').filter(Boolean);
    return parts.length === steps.length && parts.every((part, i) => part === '*' || part === steps[i]);
  };
  return hints?.[steps.join('.')] ?? hints?.[Object.keys(hints ?? {}).find(fits)] ?? null;
}

function typeOf(schema) {
  const here = resolve(schema) ?? {};
  const values = here.enum ?? branches(here).map(branch => resolve(branch)?.const).filter(value => value !== undefined);
  if (here.const !== undefined) {
    return JSON.stringify(here.const);
  }
  return values.length > 0 ? values.map(value => JSON.stringify(value)).join(' | ') : [here.type].flat().filter(Boolean).join(' | ') || branches(here).map(branch => resolve(branch)?.type).filter(Boolean).join(' | ');
}

function help() {
  if (!view.schema) {
    return html`<p class="muted">${t('config.noSchema')}</p>`;
  }
  const words = view.filter.trim().toLowerCase();
  if (words) {
    return found(words);
  }
  const path = pathAt(view.text, view.place).path.filter(step => step !== null);
  const schema = schemaAt(path);
  const hint = hintAt(view.schema.uiHints, path);
  const children = Object.keys(resolve(schema)?.properties ?? {});
  return html`<p class="mono path">${path.join('.') || t('config.top')}</p>
    ${schema || hint ? html`<h2>${hint?.label ?? ''}</h2>${hint?.sensitive ? tag(t('config.secret'), 'warn') : ''}
      <p>${hint?.help ?? resolve(schema)?.description ?? ''}</p>
      ${typeOf(schema) ? html`<p class="mono muted">${typeOf(schema)}</p>` : ''}
      ${resolve(schema)?.default !== undefined ? html`<p>${t('config.default')} <code>${JSON.stringify(resolve(schema).default)}</code></p>` : ''}
      ${children.length > 0 ? html`<h2>${t('config.children')}</h2><dl class="facts schema">${children.map(name => html`<div><dt class="mono">${name}</dt><dd>${wordsFor([...path, name], name)} <span class="muted mono">${typeOf(resolve(schema).properties[name])}</span></dd></div>`)}</dl>` : ''}`
    : html`<p class="muted">${t('config.unknownKey')}</p>`}`;
}

/** What a key means, in few words; its own name again says nothing. */
function wordsFor(path, name) {
  const hint = hintAt(view.schema.uiHints, path);
  return [hint?.label, hint?.help, schemaAt(path)?.description].find(words => words && words !== name) ?? '';
}

function found(words) {
  const list = Object.entries(view.schema.uiHints ?? {}).filter(([path, hint]) => `${path} ${hint.label ?? ''} ${hint.help ?? ''}`.toLowerCase().includes(words)).slice(0, 60);
  return list.length === 0 ? html`<p class="muted">${t('config.notFound')}</p>` : html`<dl class="facts schema">${list.map(([path, hint]) => html`<div><dt class="mono">${path}</dt><dd><strong>${hint.label ?? ''}</strong> ${hint.help ?? ''}</dd></div>`)}</dl>`;
}

// --- the page ---------------------------------------------------------------------------------------------------------

function issueView(issue, kind) {
  const words = html`<span><span class="mono">${issue.path}</span> ${issue.message}</span>`;
  return html`<li>${icon('warn')}${issue.line ? html`<button type="button" class="link" @click=${() => jump(issue.line, issue.column)}>${issue.line}:${issue.column ?? 1}</button>` : nothing}${tag(t('config.' + kind), kind === 'issue' ? 'bad' : 'warn')}${words}</li>`;
}

function editor() {
  const lines = view.text.split('\n').length;
  const bad = new Set(view.issues.map(issue => issue.line).filter(Boolean));
  const scroll = ({target}) => (gutter.value.scrollTop = target.scrollTop);
  return html`<div class="editor card"><div class="gutter" aria-hidden="true" ${ref(gutter)}>${Array.from({length: lines}, (_, i) => html`<span class=${bad.has(i + 1) ? 'bad' : ''}>${i + 1}</span>`)}</div>
    <textarea ${ref(area)} class="mono" aria-label=${t('config.text')} spellcheck="false" autocapitalize="off" wrap="off" .value=${view.text} @input=${edited} @click=${moved} @keyup=${moved} @keydown=${keys} @scroll=${scroll}></textarea></div>`;
}

export const page = {
  open() {
    if (!dirty()) {
      load();
    }
  },
  view() {
    return html`${head(t('nav.config'), html`<span class="mono">${view.loaded?.path ?? ''}</span>`, html`${dirty() ? tag(t('config.dirty'), 'warn') : ''}
        ${button(t('config.reload'), () => (dirty() ? confirmDialog(t('config.reload'), t('config.reload.text'), t('config.reload'), load) : load()), {name: 'refresh'})}
        ${button(t('save'), save, {kind: 'primary', disabled: !dirty() || view.busy})}`)}
      ${view.failure ? problem(view.failure) : ''}
      ${view.conflict ? html`<div class="row wrap">${button(t('config.mine'), () => keepMine(view.conflict))}${button(t('config.theirs'), load)}</div>` : ''}
      ${view.merged ? html`<div class="notice warn" role="status">${icon('help')}<span>${t('config.merged')}</span></div>` : ''}
      ${view.issues.length + view.warnings.length > 0 ? html`<ul class="card issues" role="alert">${view.issues.map(issue => issueView(issue, 'issue'))}${view.warnings.map(issue => issueView(issue, 'warning'))}</ul>` : ''}
      ${view.loaded === null ? (view.failure ? '' : loading()) : html`<div class="split"><div>${editor()}<p class="hint">${t('config.hint')}</p></div>
        <aside class="card padded help" aria-label=${t('config.help')}><div class="search">${icon('search')}<input type="search" aria-label=${t('config.search')} placeholder=${t('config.search')} .value=${view.filter} @input=${event => { view.filter = event.target.value; update(); }}></div>${help()}</aside></div>`}`;
  },
};

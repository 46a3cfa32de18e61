// Pieces that every view is made of.

import {html, nothing} from './lib/lit-html/lit-html.js';
import {icon} from './icons.js';
import {can, state, toast, update} from './store.js';
import {request} from './gateway.js';
import {t} from './words.js';

export function iconButton(name, label, act, {kind = '', disabled = false, pressed} = {}) {
  return html`<button type="button" class="icon-button ${kind}" title=${label} aria-label=${label} ?disabled=${disabled}
    aria-pressed=${pressed ?? nothing} @click=${act}>${icon(name)}</button>`;
}

export function button(label, act, {kind = '', disabled = false, name = null, type = 'button'} = {}) {
  return html`<button type=${type} class="button ${kind}" ?disabled=${disabled} @click=${act ?? nothing}>${name ? icon(name) : ''}<span>${label}</span></button>`;
}

/** The head of a page: its name, what it is for, what can be done. */
export function head(title, about, actions = '') {
  return html`<header class="page-head">
    <div><h1 tabindex="-1">${title}</h1>${about ? html`<p class="muted">${about}</p>` : ''}</div>
    <div class="actions">${actions}</div>
  </header>`;
}

export function empty(text, more = '') {
  return html`<div class="empty"><p>${text}</p>${more}</div>`;
}

export const loading = () => html`<div class="empty" role="status"><span class="spinner" aria-hidden="true"></span> ${t('loading')}</div>`;

export const problem = text => html`<div class="problem" role="alert">${icon('warn')}<p>${text}</p></div>`;

export const tag = (text, kind = '') => html`<span class="tag ${kind}">${text}</span>`;

let fieldId = 0;

/** A labelled field; `control(id)` draws the input. */
export function field(label, control, hint = '') {
  const id = `f${++fieldId}`;
  return html`<div class="field"><label for=${id}>${label}</label>${control(id)}${hint ? html`<p class="hint">${hint}</p>` : ''}</div>`;
}

/** Choices side by side, one of them chosen. */
export function choices(label, list, chosen, choose) {
  return html`<div class="choices" role="group" aria-label=${label}>
    ${list.map(([value, text]) => html`<button type="button" aria-pressed=${value === chosen} @click=${() => choose(value)}>${text}</button>`)}
  </div>`;
}

/** Opens a dialog; `body(close)` draws it. Escape and the cross close it, and the focus goes back where it was. */
export function openDialog(title, body, {wide = false, onClose = null} = {}) {
  state.dialog = {title, body, wide, onClose};
  update();
}

export function closeDialog() {
  const open = state.dialog;
  state.dialog = null;
  open?.onClose?.();
  update();
}

let pressed = null; // who selects words and lets go outside did not mean to close

export function dialogView() {
  const open = state.dialog;
  if (!open) {
    return nothing;
  }
  return html`<dialog class=${open.wide ? 'wide' : ''} aria-labelledby="dialog-title" @close=${closeDialog}
    @pointerdown=${event => (pressed = event.target)} @click=${event => event.target === event.currentTarget && pressed === event.target && closeDialog()}>
    <div class="dialog-box">
      <div class="dialog-head"><h2 id="dialog-title">${open.title}</h2>${iconButton('close', t('close'), closeDialog)}</div>
      ${open.body(closeDialog)}
    </div>
  </dialog>`;
}

/** Once a dialog is drawn: lifts it above the page, and keeps the focus in it. */
export function raiseDialog() {
  if (state.dialog) {
    document.querySelector('dialog:not([open])')?.showModal();
  }
}

/** Asks before something that cannot be taken back. */
export function confirmDialog(title, text, label, act) {
  openDialog(title, close => html`<p>${text}</p><div class="dialog-foot">
    ${button(t('cancel'), close)}${button(label, () => { close(); act(); }, {kind: 'danger'})}</div>`);
}

/** Asks for one line. */
export function promptDialog(title, label, value, act) {
  let now = value;
  const done = (event, close) => {
    event.preventDefault();
    close();
    act(now.trim());
  };
  openDialog(title, close => html`<form @submit=${event => done(event, close)}>
    ${field(label, id => html`<input id=${id} .value=${value} maxlength="64" autofocus @input=${event => (now = event.target.value)}>`)}
    <div class="dialog-foot">${button(t('cancel'), close)}${button(t('save'), null, {kind: 'primary', type: 'submit'})}</div></form>`);
}

/** A menu that a button opens. */
export function menu(label, content, items, {kind = 'icon-button', align = ''} = {}) {
  const id = `m${++fieldId}`;
  const leave = event => {
    const box = event.currentTarget;
    if (!box.contains(event.relatedTarget)) {
      box.open = false;
    }
  };
  const keys = event => {
    const box = event.currentTarget;
    const all = [...box.querySelectorAll('.menu button:not([disabled])')];
    const at = all.indexOf(document.activeElement);
    if (event.key === 'Escape' && box.open) {
      box.open = false;
      box.querySelector('summary').focus();
      event.stopPropagation();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      box.open = true;
      all.at((at + (event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1)) % all.length)?.focus();
    }
  };
  return html`<details class="menu-box ${align}" @focusout=${leave} @keydown=${keys}>
    <summary class=${kind} aria-label=${label ?? nothing} title=${label ?? nothing} aria-controls=${id}>${content}</summary>
    <div class="menu" id=${id}>${items.filter(Boolean).map(item => item.text === undefined ? item : html`<button type="button"
      class=${item.kind ?? ''} ?disabled=${item.disabled} aria-current=${item.chosen ? 'true' : nothing}
      @click=${event => { event.currentTarget.closest('details').open = false; item.act(); }}>
      ${item.icon ? icon(item.icon) : ''}<span>${item.text}${item.more ? html`<small>${item.more}</small>` : ''}</span>${item.chosen ? icon('check') : ''}</button>`)}</div>
  </details>`;
}

/** Asks the gateway, and says at the edge of the screen when it refused. */
export async function ask(method, params, done) {
  try {
    const answer = await request(method, params);
    if (done) {
      toast(done);
    }
    return answer;
  } catch (failure) {
    toast(failure.message, 'error');
    return null;
  }
}

/** Hands the text to the browser as a file. */
export function download(name, type, content) {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(new Blob([content], {type}));
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}

export const offered = (method, view) => (can(method) ? view() : nothing);

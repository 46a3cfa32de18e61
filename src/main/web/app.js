// The page: its frame, the way around in it, and the start.

import {html, render} from './lib/lit-html/lit-html.js';
import {canonical, conversation} from './conversation.js';
import {hasSecret, on, open, signOut, tokenFromAddress, tryNow} from './gateway.js';
import {icon} from './icons.js';
import {settings} from './keep.js';
import {dialogView, iconButton, raiseDialog} from './parts.js';
import {addressOf, follow, here, showWith} from './route.js';
import {sessionRow, shared, titleOf} from './shared.js';
import {can, drawWith, dropToast, state, update} from './store.js';
import {applyTheme, switches} from './views/switches.js';
import {login} from './views/login.js';
import {newSession, page as chat, titleMenu} from './views/chat.js';
import {page as approvals} from './views/approval.js';
import {page as sessions} from './views/sessions.js';
import {page as models} from './views/models.js';
import {page as usage} from './views/usage.js';
import {page as requests} from './views/requests.js';
import {page as cron} from './views/cron.js';
import {page as channels} from './views/channels.js';
import {page as devices} from './views/devices.js';
import {page as skills} from './views/skills.js';
import {page as config} from './views/config.js';
import {page as logs} from './views/logs.js';
import {setLanguage, t} from './words.js';

const PAGES = {chat, sessions, models, usage, requests, approvals, cron, channels, devices, skills, config, logs};
const NEEDS = {sessions: ['sessions.list'], models: ['models.list'], usage: ['usage.report', 'usage.cost'], requests: ['requests.list'], approvals: ['exec.approval.resolve'],
  cron: ['cron.list'], channels: ['channels.status'], devices: ['device.pair.list'], skills: ['skills.status'], config: ['config.get'], logs: ['logs.tail']};
const GROUPS = [['chat', 'sessions', 'approvals'], ['models', 'usage', 'requests'], ['cron', 'channels', 'skills'], ['devices', 'config', 'logs']];

let current = null;

function show() {
  const {route, params} = here();
  const page = PAGES[route] ?? chat;
  if (page !== current) {
    current?.close?.();
    current = page;
    state.dialog = null;
  }
  state.route = PAGES[route] ? route : 'chat';
  if (state.connection === 'connected') {
    page.open(params);
  }
}

function navItem(id) {
  const now = state.route === id;
  return html`<li><a href=${addressOf(id)} class=${now ? 'now' : ''} aria-current=${now ? 'page' : 'false'} @click=${event => follow(event, id)}>
    ${icon(id)}<span>${t('nav.' + id)}</span>${id === 'approvals' && shared.approvals.length > 0 ? html`<b class="badge">${shared.approvals.length}</b>` : ''}</a></li>`;
}

function side() {
  const recent = shared.sessions.slice(0, 8);
  return html`<nav class="side ${state.menu ? 'open' : ''}" aria-label=${t('nav.label')} @keydown=${event => { if (event.key === 'Escape') { state.menu = false; update(); } }}>
    <div class="side-head"><a class="brand" href=${addressOf('chat')} @click=${event => follow(event, 'chat')}><img src="favicon.svg" alt="" width="28" height="28"><span>OpenClaw</span></a>
      ${iconButton('close', t('close'), () => { state.menu = false; update(); }, {kind: 'narrow-only'})}</div>
    <button type="button" class="button primary wide" @click=${newSession}>${icon('plus')}<span>${t('chat.new')}</span></button>
    <div class="side-scroll">
      ${GROUPS.map(group => html`<ul>${group.filter(id => !NEEDS[id] || NEEDS[id].some(can)).map(navItem)}</ul>`)}
      ${recent.length > 0 ? html`<h2>${t('nav.recent')}</h2><ul class="recent">${recent.map(row => {
        const now = state.route === 'chat' && canonical(row.key) === conversation.key;
        return html`<li><a href=${addressOf('chat', {session: row.key})} class=${now ? 'now' : ''} aria-current=${now ? 'true' : 'false'} @click=${event => follow(event, 'chat', {session: row.key})}>
          <span>${titleOf(row)}</span>${row.running ? html`<i class="dot live" title=${t('running')}></i>` : ''}</a></li>`;
      })}</ul>` : ''}
    </div>
    <div class="side-foot">
      <span class="line ${state.connection}"><i class="dot"></i><span>${t('line.' + state.connection)}</span></span>
      ${switches()}
      ${iconButton('leave', t('signOut'), signOut)}
    </div>
  </nav>`;
}

function waitingBar() {
  return state.connection === 'connected' ? '' : html`<div class="waiting-bar" role="status"><span class="spinner" aria-hidden="true"></span><span>${t('line.lost')}</span>
    <button type="button" class="link" @click=${tryNow}>${t('retry')}</button></div>`;
}

function frame() {
  return html`
    <a class="skip" href="#main" @click=${event => { event.preventDefault(); document.getElementById('main').focus(); }}>${t('skip')}</a>
    ${side()}
    <div class="shade ${state.menu ? 'open' : ''}" @click=${() => { state.menu = false; update(); }}></div>
    <div class="content">
      <header class="top narrow-only">${iconButton('menu', t('nav.open'), () => { state.menu = true; update(); })}${state.route === 'chat' ? titleMenu() : html`<span class="brand">${t('nav.' + state.route)}</span>`}
        ${shared.approvals.length > 0 ? html`<a class="badge-link" href=${addressOf('approvals')} @click=${event => follow(event, 'approvals')}><b class="badge">${shared.approvals.length}</b><span class="sr">${t('nav.approvals')}</span></a>` : ''}</header>
      ${waitingBar()}
      <main id="main" tabindex="-1" class=${state.route === 'chat' ? 'main-chat' : 'main-page'}>
        ${state.route === 'chat' ? chat.view() : html`<div class="page">${(current ?? chat).view()}</div>`}
      </main>
    </div>`;
}

const splash = () => html`<main class="splash" aria-busy="true"><span class="spinner" role="img" aria-label=${t('line.connecting')}></span></main>`;

function toasts() {
  return html`<div class="toasts" role="status" aria-live="polite">${state.toasts.map(one => html`<div class="toast ${one.kind}"><span>${one.text}</span>
    ${iconButton('close', t('close'), () => dropToast(one.id))}</div>`)}</div>`;
}

// In a row of tabs one finds the conversation by its name, and sees whether it still runs.
function nameOfPage() {
  if (state.route !== 'chat') {
    return t('nav.' + state.route);
  }
  return (conversation.running ? '… ' : '') + titleOf(sessionRow(conversation.key), conversation.key ?? '');
}

const root = document.getElementById('app');

drawWith(() => {
  document.title = (state.hello ? `${nameOfPage()} · ` : '') + 'OpenClaw';
  const inside = state.hello && state.connection !== 'signed-out';
  const coming = !inside && state.connection === 'connecting' && !state.problem;
  render(html`${inside ? frame() : coming ? splash() : login()}${dialogView()}${toasts()}`, root);
  raiseDialog();
  if (inside) {
    current?.shown?.();
  }
});

on(':state', ({state: now, problem = null}) => {
  const before = state.connection;
  state.connection = now;
  state.problem = problem;
  if (now === 'signed-out') {
    state.hello = null;
  }
  if (now === 'connected' && before !== 'connected') {
    show();
  }
  update();
});

addEventListener('keydown', event => {
  if ((event.metaKey || event.ctrlKey) && event.key === 'k') {
    event.preventDefault(); // else it is the browser's
    if (state.hello && !state.dialog) {
      newSession();
    }
  }
});

applyTheme();
setLanguage(settings.language ?? (navigator.language.startsWith('zh') ? 'zh' : 'en'), false);
tokenFromAddress();
showWith(show);
show();
hasSecret().then(known => {
  if (known) {
    state.hello ??= null;
    open();
  }
  update();
});
addEventListener('hashchange', () => {
  tokenFromAddress();
});

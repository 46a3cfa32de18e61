// The door: the token is typed, or came in the address.

import {html} from '../lib/lit-html/lit-html.js';
import {open as connect, signOut} from '../gateway.js';
import {settings, saveSettings, tabToken} from '../keep.js';
import {icon} from '../icons.js';
import {state, update} from '../store.js';
import {switches} from './switches.js';
import {t} from '../words.js';

let token = '';
let shown = false;

function signIn(event) {
  event.preventDefault();
  if (!token.trim()) {
    return;
  }
  tabToken.set(token.trim());
  token = '';
  connect();
}

function troubleView(trouble) {
  if (!trouble) {
    return '';
  }
  if (trouble.code === 'NOT_PAIRED') {
    const id = trouble.details?.requestId;
    return html`<div class="notice warn" role="alert">${icon('devices')}<div><strong>${t('login.pairing')}</strong>
      <p>${t('login.pairing.text')}</p><code>openclaw-cn devices approve ${id ?? ''}</code><p class="hint">${t('login.pairing.waits')}</p></div></div>`;
  }
  const refused = /unauthorized|token|password/i.test(trouble.message);
  return html`<div class="notice error" role="alert">${icon('warn')}<div><strong>${t(refused ? 'login.refused' : 'login.failed')}</strong><p>${refused ? t('login.refused.text') : trouble.message}</p></div></div>`;
}

export function login() {
  return html`<main class="login">
    <div class="login-card">
      <div class="brand big"><img src="favicon.svg" alt="" width="44" height="44"><span>OpenClaw</span></div>
      <h1>${t('login.title')}</h1>
      <p class="muted">${t('login.where', location.host)}</p>
      ${troubleView(state.problem)}
      ${isSecureContext ? '' : html`<div class="notice warn">${icon('warn')}<span>${t('login.insecure')}</span></div>`}
      <form @submit=${signIn}>
        <div class="field">
          <label for="token">${t('login.token')}</label>
          <div class="with-button"><input id="token" name="token" type=${shown ? 'text' : 'password'} autocomplete="off" autocapitalize="off" spellcheck="false" autofocus
            .value=${token} @input=${event => { token = event.target.value; update(); }}>
            <button type="button" class="button" aria-pressed=${shown} @click=${() => { shown = !shown; update(); }}>${t(shown ? 'hide' : 'show')}</button></div>
          <p class="hint">${t('login.hint')} <code>openclaw-cn gateway token</code></p>
        </div>
        <label class="check"><input type="checkbox" .checked=${settings.stay} @change=${event => { settings.stay = event.target.checked; saveSettings(); }}> <span>${t('login.stay')}</span></label>
        <button class="button primary wide" type="submit" ?disabled=${!token.trim()}>${t(state.connection === 'connecting' ? 'login.connecting' : 'login.enter')}</button>
      </form>
      ${state.problem?.code === 'NOT_PAIRED' ? html`<button type="button" class="link" @click=${signOut}>${t('login.forget')}</button>` : ''}
      <div class="row center">${switches()}</div>
    </div>
  </main>`;
}

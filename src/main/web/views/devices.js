// Who may come in: devices that ask, devices that may, the nodes, and who is here now.

import {html} from '../lib/lit-html/lit-html.js';
import {ago} from '../format.js';
import {on, request} from '../gateway.js';
import {icon} from '../icons.js';
import {ask, button, confirmDialog, empty, head, iconButton, loading, menu, openDialog, problem, tag} from '../parts.js';
import {copy} from '../markdown.js';
import {can, state, update} from '../store.js';
import {t} from '../words.js';

const view = {pairs: null, nodes: [], presence: [], failure: null};

async function load() {
  try {
    view.pairs = await request('device.pair.list', {});
    view.failure = null;
  } catch (failure) {
    view.failure = failure.message;
  }
  view.nodes = can('node.list') ? (await request('node.list', {}).catch(() => ({nodes: []}))).nodes ?? [] : [];
  const here = can('system-presence') ? await request('system-presence', {}).catch(() => []) : [];
  view.presence = Array.isArray(here) ? here : (here.presence ?? []);
  update();
}

for (const event of ['device.pair.requested', 'device.pair.resolved', 'node.pair.requested', 'node.pair.resolved', 'presence']) {
  on(event, () => state.route === 'devices' && load());
}

async function act(method, params, done) {
  const answer = await ask(method, params, done);
  load();
  return answer;
}

async function rotate(device, role) {
  const answer = await act('device.token.rotate', {deviceId: device.deviceId, role});
  if (answer?.token) {
    openDialog(t('device.newToken'), () => html`<p>${t('device.newToken.text')}</p><div class="with-button"><code class="clip">${answer.token}</code><button type="button" class="button" @click=${event => copy(answer.token, event.currentTarget)}>${t('copy')}</button></div>`);
  }
}

const short = id => (id ?? '').slice(0, 12);

function pending(asked) {
  return html`<li class="key-row">${icon('devices')}<div><strong>${asked.displayName ?? asked.clientId ?? t('device.unknown')}</strong><small class="muted"><span class="mono">${short(asked.deviceId)}</span> · ${asked.platform ?? ''} · ${asked.remoteIp ?? ''} · ${ago(asked.ts ?? asked.createdAtMs)}</small>
    <small>${t('device.wants', [asked.role, ...(asked.scopes ?? [])].filter(Boolean).join(', '))}</small></div>
    <div class="row">${button(t('approve'), () => act('device.pair.approve', {requestId: asked.requestId}, t('done')), {kind: 'primary'})}${button(t('reject'), () => act('device.pair.reject', {requestId: asked.requestId}, t('done')), {kind: 'danger'})}</div></li>`;
}

function paired(device) {
  const tokens = device.tokens ?? [];
  return html`<li class="key-row">${icon('devices')}<div><strong>${device.displayName ?? device.clientId ?? t('device.unknown')}</strong><small class="muted"><span class="mono">${short(device.deviceId)}</span> · ${[device.platform, device.clientMode, device.remoteIp].filter(Boolean).join(' · ')} · ${t('device.since', ago(device.approvedAtMs ?? device.createdAtMs))}</small>
      <small>${tokens.map(token => tag(`${token.role}${token.revokedAtMs ? ` · ${t('device.revoked')}` : ''}`, token.revokedAtMs ? 'bad' : ''))} ${(device.scopes ?? []).map(scope => tag(scope.replace('operator.', '')))}</small></div>
    ${menu(t('more'), icon('more'), tokens.filter(token => !token.revokedAtMs).flatMap(token => [
      {text: t('device.rotate', token.role), icon: 'refresh', act: () => rotate(device, token.role)},
      {text: t('device.revoke', token.role), icon: 'trash', kind: 'danger', act: () => confirmDialog(t('device.revoke', token.role), t('device.revoke.text', device.displayName ?? device.clientId ?? ''), t('device.revoke', token.role), () => act('device.token.revoke', {deviceId: device.deviceId, role: token.role}, t('done')))},
    ]), {align: 'right'})}</li>`;
}

const node = one => html`<li class="key-row">${icon('bolt')}<div><strong>${one.displayName ?? short(one.nodeId)}</strong><small class="muted">${[one.platform, one.version, one.remoteIp].filter(Boolean).join(' · ')}</small><small>${(one.commands ?? []).map(command => tag(command))}</small></div>${one.connected ? tag(t('line.connected'), 'good') : tag(t('away'))}</li>`;

const present = one => html`<li class="key-row">${icon('globe')}<div><strong>${one.host ?? one.deviceId ?? one.mode}</strong><small class="muted">${[one.mode, one.platform, one.ip, one.version].filter(Boolean).join(' · ')}</small></div><time>${ago(one.ts)}</time></li>`;

export const page = {
  open: load,
  view: () => html`${head(t('nav.devices'), t('devices.about'), iconButton('refresh', t('refresh'), load))}
    ${view.failure ? problem(view.failure) : !view.pairs ? loading() : html`
      ${view.pairs.pending?.length > 0 ? html`<h2>${t('devices.pending')}</h2><ul class="card rows">${view.pairs.pending.map(pending)}</ul>` : ''}
      <h2>${t('devices.paired')}</h2>${(view.pairs.paired ?? []).length === 0 ? empty(t('devices.none')) : html`<ul class="card rows">${view.pairs.paired.map(paired)}</ul>`}
      ${can('node.list') ? html`<h2>${t('devices.nodes')}</h2>${view.nodes.length === 0 ? empty(t('devices.noNodes')) : html`<ul class="card rows">${view.nodes.map(node)}</ul>`}` : ''}
      ${view.presence.length > 0 ? html`<h2>${t('devices.present')}</h2><ul class="card rows">${view.presence.map(present)}</ul>` : ''}`}`,
};

// The other places where one can talk with the agent.

import {html} from '../lib/lit-html/lit-html.js';
import {ago} from '../format.js';
import {request} from '../gateway.js';
import {ask, button, confirmDialog, empty, head, loading, problem, tag} from '../parts.js';
import {can, update} from '../store.js';
import {t} from '../words.js';

const view = {found: null, failure: null, probing: false};

async function load(probe = false) {
  view.probing = probe;
  update();
  try {
    view.found = await request('channels.status', {probe, timeoutMs: 8000});
    view.failure = null;
  } catch (failure) {
    view.failure = failure.message;
  }
  view.probing = false;
  update();
}

function stateOf(one) {
  if (!one.configured) {
    return tag(t('channel.unset'));
  }
  return one.lastError ? tag(t('failed'), 'bad') : one.running || one.linked ? tag(t('running'), 'good') : tag(t('channel.stopped'), 'warn');
}

function factsOf(one) {
  const facts = [[t('channel.started'), one.lastStartAt && ago(one.lastStartAt)], [t('channel.received'), one.lastInboundAt && ago(one.lastInboundAt)], [t('channel.sent'), one.lastOutboundAt && ago(one.lastOutboundAt)],
    [t('channel.token'), one.tokenSource && one.tokenSource !== 'none' ? one.tokenSource : null], [t('channel.probed'), one.probe ? (one.probe.ok ? t('channel.probeOk') : one.probe.error) : null]];
  return html`<dl class="facts">${facts.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>${one.lastError ? problem(one.lastError) : ''}`;
}

async function logout(id, accountId) {
  await ask('channels.logout', {channel: id, accountId}, t('done'));
  load();
}

function card(id) {
  const one = view.found.channels?.[id] ?? {};
  const accounts = view.found.channelAccounts?.[id] ?? [];
  return html`<section class="card padded"><div class="row between"><h2>${view.found.channelLabels?.[id] ?? id}</h2>${stateOf(one)}</div>${factsOf(one)}
    ${accounts.length > 1 || accounts.some(account => account.accountId !== 'default') ? html`<ul class="plain-list">${accounts.map(account => html`<li><span class="mono">${account.accountId}</span>${stateOf(account)}</li>`)}</ul>` : ''}
    ${one.configured && can('channels.logout') ? button(t('channel.logout'), () => confirmDialog(t('channel.logout'), t('channel.logout.text', view.found.channelLabels?.[id] ?? id), t('channel.logout'), () => logout(id)), {kind: 'small'}) : ''}</section>`;
}

export const page = {
  open: () => load(),
  view: () => html`${head(t('nav.channels'), t('channels.about'), button(t('channels.probe'), () => load(true), {name: 'refresh', disabled: view.probing}))}
    ${view.failure ? problem(view.failure) : !view.found ? loading() : (view.found.channelOrder ?? []).length === 0 ? empty(t('channels.none')) : html`<div class="grid">${view.found.channelOrder.map(card)}</div>`}`,
};

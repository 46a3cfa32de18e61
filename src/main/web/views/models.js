// Which models there are, which is asked, with whose key, and why.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {ago, brief, millis} from '../format.js';
import {request} from '../gateway.js';
import {icon} from '../icons.js';
import {ask, button, choices, confirmDialog, empty, field, head, iconButton, loading, menu, openDialog, problem, tag} from '../parts.js';
import {loadModels, refOf, shared} from '../shared.js';
import {can, toast, update} from '../store.js';
import {t} from '../words.js';

const view = {filter: '', all: false, auth: null, providers: null, failure: null};

async function load() {
  loadModels();
  if (can('models.auth.list')) {
    view.auth = await request('models.auth.list', {}).catch(failure => { view.failure = failure.message; return null; });
  }
  if (can('models.providers')) {
    view.providers = (await request('models.providers', {}).catch(() => null))?.providers ?? null;
  }
  update();
}

// --- why --------------------------------------------------------------------------------------------------------------

function explain(model) {
  const asked = {model, answer: null, failure: null};
  const look = async () => {
    asked.answer = null;
    asked.failure = null;
    update();
    try {
      asked.answer = await request('models.explain', asked.model ? {model: asked.model} : {});
    } catch (failure) {
      asked.failure = failure.message;
    }
    update();
  };
  look();
  openDialog(t('models.why'), () => html`
    <form class="with-button" @submit=${event => { event.preventDefault(); look(); }}>
      <input autofocus aria-label=${t('models.asWritten')} placeholder=${t('models.asWritten')} .value=${asked.model ?? ''} @input=${event => (asked.model = event.target.value)}>${button(t('models.explain'), null, {type: 'submit'})}</form>
    ${asked.failure ? problem(asked.failure) : asked.answer ? explanation(asked.answer) : loading()}`, {wide: true});
}

const fact = (label, value) => (value === undefined || value === null || value === '' ? nothing : html`<div><dt>${label}</dt><dd>${value}</dd></div>`);

function explanation(a) {
  const price = a.price ?? {};
  return html`
    <dl class="facts wide-facts">
      ${fact(t('models.resolved'), html`<strong class="mono">${a.resolved}</strong> ${a.asked && a.asked !== a.resolved ? html`<span class="muted">← ${a.asked}</span>` : ''}`)}
      ${fact(t('models.rule'), [a.rule, a.defaultBecause].filter(Boolean).join(' · '))}
      ${fact(t('models.host'), html`<span class="mono">${a.baseUrl}</span> ${a.region ? tag(a.region) : ''}`)}
      ${fact('API', html`<span class="mono">${a.api}</span>`)}
      ${fact(t('models.window'), t('tokens.n', brief(a.contextWindow)))}
      ${fact(t('models.price'), price.includedInMembership ? t('models.included') : price.known ? priceText(price) : t('unknown'))}
      ${fact(t('models.lifecycle'), a.lifecycle?.status && a.lifecycle.status !== 'current' ? [a.lifecycle.status, a.lifecycle.since, a.lifecycle.successor].filter(Boolean).join(' · ') : null)}
      ${fact(t('models.allowed'), a.allowed ? html`${a.allowed.allowed ? tag(t('yes'), 'good') : tag(t('no'), 'bad')} ${a.allowed.entry ?? ''}` : null)}
    </dl>
    <h3>${t('models.keysInOrder')}</h3>
    ${a.keyError ? problem(a.keyError) : ''}${a.hostError ? problem(a.hostError) : ''}
    <ol class="plain-list">${(a.keys ?? []).map((key, i) => html`<li><b class="badge quiet">${i + 1}</b><span><span class="mono">${key.profileId ?? key.source}</span> <span class="muted">${key.masked} · ${key.detail}</span></span>
      ${key.refused ? tag(t('key.refused'), 'bad') : key.restsUntil ? tag(t('key.rests', ago(key.restsUntil)), 'warn') : i === 0 ? tag(t('key.next'), 'good') : ''}</li>`)}</ol>
    ${Object.keys(a.origins ?? {}).length > 0 ? html`<details><summary>${t('models.origins')}</summary><dl class="facts">${Object.entries(a.origins).map(([name, where]) => fact(name, html`${where}${a.configLines?.[name] ? ` · ${t('line', a.configLines[name])}` : ''}`))}</dl></details>` : ''}
    ${(a.rules ?? []).length > 0 ? html`<details><summary>${t('models.rules', a.rules.length)}</summary><dl class="facts">${a.rules.map(rule => fact(rule.rule, html`<span class="mono">${String(rule.value)}</span> <span class="muted">${rule.because}</span>`))}</dl></details>` : ''}`;
}

function priceText(price) {
  const sign = {CNY: '¥', USD: '$'}[price.currency] ?? '';
  return t('models.priceOf', sign + price.input, sign + price.output) + (price.cacheRead ? ` · ${t('models.cached', sign + price.cacheRead)}` : '');
}

// --- adding a key -----------------------------------------------------------------------------------------------------

/** The provider whose key is most likely meant: that of the default model as long as it has none. */
function wanted(providers) {
  const first = shared.models.find(model => refOf(model) === shared.defaultModel);
  return first?.key === 'missing' && providers.some(one => one.id === first.provider) ? first.provider : providers[0]?.id;
}

export function addKey(provider = null) {
  const providers = view.providers ?? [];
  const form = {provider: provider ?? wanted(providers) ?? '', key: '', profile: '', shown: false, busy: false, results: null, region: null, failure: null, rare: false};
  const change = (name, value) => {
    form[name] = value;
    form.results = null;
    form.failure = null;
    form.region = null;
    update();
  };
  openDialog(t('models.addKey'), close => keyForm(form, providers, change, close), {wide: true, onClose: () => (form.key = '')});
}

async function probe(form) {
  form.busy = true;
  update();
  try {
    const {results} = await request('models.probe', {provider: form.provider, key: form.key.trim()}, 90_000);
    form.results = results;
    form.region = results.find(one => one.verdict === 'accepted')?.region ?? results.find(one => one.verdict === 'out-of-credit')?.region ?? null;
  } catch (failure) {
    form.failure = failure.message;
  }
  form.busy = false;
  update();
}

async function save(form, close) {
  form.busy = true;
  update();
  try {
    const params = {provider: form.provider, key: form.key.trim()};
    if (form.region) {
      params.region = form.region;
    }
    if (form.profile.trim()) {
      params.profileId = form.profile.includes(':') ? form.profile.trim() : `${form.provider}:${form.profile.trim()}`;
    }
    const saved = await request('models.auth.save', params);
    form.key = '';
    close();
    toast(t(saved.replaced ? 'key.replaced' : 'key.saved', saved.profileId));
    load();
  } catch (failure) {
    form.failure = failure.message;
    form.busy = false;
    update();
  }
}

const VERDICT = {accepted: 'good', refused: 'bad', gated: 'warn', 'out-of-credit': 'warn', busy: 'warn', unreachable: 'warn', odd: 'warn'};

function keyForm(form, providers, change, close) {
  const chosen = providers.find(one => one.id === form.provider);
  const probes = can('models.probe');
  const good = !probes || form.region !== null;
  return html`<form @submit=${event => { event.preventDefault(); good ? save(form, close) : probe(form); }}>
    ${field(t('provider'), id => html`<select id=${id} @change=${event => change('provider', event.target.value)}>${providers.map(one => html`<option value=${one.id} ?selected=${one.id === form.provider}>${one.label}</option>`)}</select>`,
      chosen?.regions?.some(region => region.keyPage) ? html`${t('key.where')} ${chosen.regions.filter(region => region.keyPage).map((region, i) => html`${i > 0 ? ' · ' : ''}<a href=${region.keyPage} target="_blank" rel="noopener noreferrer">${region.label}</a>`)}` : '')}
    ${field(t('key'), id => html`<div class="with-button"><input id=${id} type=${form.shown ? 'text' : 'password'} autocomplete="off" spellcheck="false" autofocus .value=${form.key} @input=${event => change('key', event.target.value)}>
      <button type="button" class="button" aria-pressed=${form.shown} @click=${() => { form.shown = !form.shown; update(); }}>${t(form.shown ? 'hide' : 'show')}</button></div>`, t('key.hint'))}
    <details ?open=${form.rare} @toggle=${event => (form.rare = event.target.open)}><summary>${t('key.more')}</summary>
      ${field(t('key.profile'), id => html`<input id=${id} .value=${form.profile} placeholder=${`${form.provider}:default`} @input=${event => (form.profile = event.target.value)}>`, t('key.profile.hint'))}</details>
    ${form.failure ? problem(form.failure) : ''}
    ${form.results ? html`<fieldset class="probe"><legend>${t('key.asked')}</legend>${form.results.map(one => html`<label class="check">
      <input type="radio" name="region" value=${one.region} .checked=${form.region === one.region} @change=${() => { form.region = one.region; update(); }}>
      <span><strong>${one.label}</strong> ${tag(t('verdict.' + one.verdict), VERDICT[one.verdict])}
        <small class="muted"><span class="mono">${one.baseUrl}</span> · ${one.status || '–'} · ${millis(one.tookMs)}${one.models?.length > 0 ? ` · ${t('models.n', one.models.length)}` : ''}</small>
        ${one.verdict !== 'accepted' && one.detail ? html`<small>${one.detail}</small>` : ''}</span></label>`)}
      ${form.region === null ? html`<p class="hint">${t('key.nobody')}</p>` : ''}</fieldset>` : ''}
    <div class="dialog-foot">${button(t('cancel'), close)}
      ${probes ? button(form.busy && !form.results ? t('key.probing') : t('key.probe'), () => probe(form), {disabled: !form.key.trim() || form.busy, kind: good ? '' : 'primary'}) : ''}
      ${button(t('save'), () => save(form, close), {disabled: !form.key.trim() || form.busy || !good, kind: good ? 'primary' : ''})}</div>
  </form>`;
}

async function probeKept(profile) {
  const asked = {results: null, failure: null};
  openDialog(t('key.probe'), () => html`<p class="mono">${profile.profileId}</p>${asked.failure ? problem(asked.failure) : asked.results === null ? loading()
    : html`<ul class="plain-list">${asked.results.map(one => html`<li><span><strong>${one.label}</strong> ${tag(t('verdict.' + one.verdict), VERDICT[one.verdict])}<br><small class="muted"><span class="mono">${one.baseUrl}</span> · ${one.status || '–'} · ${millis(one.tookMs)} ${one.detail ?? ''}</small></span></li>`)}</ul>`}`);
  try {
    asked.results = (await request('models.probe', {profileId: profile.profileId, provider: profile.provider}, 90_000)).results;
  } catch (failure) {
    asked.failure = failure.message;
  }
  update();
}

// --- the page ---------------------------------------------------------------------------------------------------------

async function setDefault(model) {
  const before = await ask('config.get', {});
  if (before && (await ask('config.patch', {raw: JSON.stringify({agents: {defaults: {model: {primary: refOf(model)}}}}), baseHash: before.hash}, t('models.defaultSet', refOf(model))))) {
    setTimeout(load, 600);
  }
}

async function removeKey(profile) {
  if (await ask('models.auth.remove', {profileId: profile.profileId}, t('deleted'))) {
    load();
  }
}

const TYPES = ['api_key', 'oauth', 'token'];

function keyView(profile) {
  const rests = (view.auth.unusableProfiles ?? []).filter(one => one.profileId === profile.profileId);
  const status = {expired: 'bad', expiring: 'warn', missing: 'bad'}[profile.status];
  return html`<li class="key-row">${icon('key')}<div><strong class="mono">${profile.profileId}</strong>
      <small class="muted">${profile.provider} · ${TYPES.includes(profile.type) ? t('key.type.' + profile.type) : profile.type} · <span class="mono">${profile.masked}</span>${profile.inherited ? ` · ${t('key.inherited')}` : ''}${profile.lastUsed ? ` · ${t('key.used', ago(profile.lastUsed))}` : ''}</small></div>
    <div class="tags">${status ? tag(t('key.' + profile.status), status) : ''}${rests.map(rest => rest.until ? tag(t('key.rests', ago(rest.until)) + (rest.model ? ` · ${rest.model}` : ''), 'warn') : tag(t('key.refused'), 'bad'))}
      ${!status && rests.length === 0 ? tag(t('key.ready'), 'good') : ''}</div>
    ${menu(t('more'), icon('more'), [
      can('models.probe') ? {text: t('key.probe'), icon: 'bolt', act: () => probeKept(profile)} : null,
      rests.length > 0 && can('models.auth.clear') ? {text: t('key.wake'), icon: 'play', act: async () => { await ask('models.auth.clear', {profileId: profile.profileId}, t('done')); load(); }} : null,
      can('models.auth.remove') ? {text: t('delete'), icon: 'trash', kind: 'danger', act: () => confirmDialog(t('key.delete'), t('key.delete.text', profile.profileId), t('delete'), () => removeKey(profile))} : null,
    ], {align: 'right'})}</li>`;
}

const RETIRING = {legacy: 'models.legacy', retired: 'models.retired'};

function modelRow(model) {
  const now = refOf(model) === shared.defaultModel;
  const state = {ready: ['key.ready', 'good'], resting: ['key.resting', 'warn'], missing: ['key.none', '']}[model.key];
  return html`<tr class=${now ? 'now' : ''}>
    <th scope="row" class="first"><strong>${model.name ?? model.id}</strong>${model.alias ? tag(model.alias) : ''}${now ? tag(t('default'), 'good') : ''}${RETIRING[model.lifecycle] ? tag(t(RETIRING[model.lifecycle]), 'warn') : ''}<small class="mono muted">${refOf(model)}${model.successor ? html` → ${model.successor}` : ''}</small></th>
    <td class="num" data-label=${t('models.window')}>${brief(model.contextWindow)}</td>
    <td>${(model.input ?? []).includes('image') ? tag(t('image')) : ''}${model.reasoning ? tag(t('thinks')) : ''}</td>
    <td class="num">${model.price ? priceText(model.price) : ''}</td>
    <td>${state ? tag(t(state[0]), state[1]) : ''}</td>
    <td class="corner">${menu(t('more'), icon('more'), [
      can('models.explain') ? {text: t('models.why'), icon: 'help', act: () => explain(refOf(model))} : null,
      {text: t('models.setDefault'), icon: 'check', disabled: now, act: () => setDefault(model)},
      can('models.providers') ? {text: t('models.addKey'), icon: 'key', act: () => addKey(model.provider)} : null,
    ], {align: 'right'})}</td></tr>`;
}

function modelsTable() {
  const words = view.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const known = shared.models.some(model => model.key);
  const list = shared.models
    .filter(model => view.all || !known || model.key !== 'missing' || words.length > 0)
    .filter(model => words.every(word => `${refOf(model)} ${model.name} ${model.alias ?? ''}`.toLowerCase().includes(word)));
  return html`<div class="row between wrap"><div class="search">${icon('search')}<input type="search" aria-label=${t('models.filter')} placeholder=${t('models.filter')} .value=${view.filter} @input=${event => { view.filter = event.target.value; update(); }}></div>
      ${known ? choices(t('models.which'), [[false, t('models.usable')], [true, t('all')]], view.all, value => { view.all = value; update(); }) : ''}</div>
    ${list.length === 0 ? (view.all || words.length > 0 ? empty(t('models.none')) : empty(t('models.none.key'), button(t('models.showAll'), () => { view.all = true; update(); }))) : html`<div class="card scroll-x" tabindex="0" role="group" aria-label=${t('nav.models')}><table class="table cards"><thead><tr><th>${t('model')}</th><th class="num">${t('models.window')}</th><th>${t('models.can')}</th><th class="num">${t('models.price')}</th><th>${t('key')}</th><th><span class="sr">${t('more')}</span></th></tr></thead>
      <tbody>${list.slice(0, 200).map(modelRow)}</tbody></table></div>${list.length > 200 ? html`<p class="muted">${t('models.more', list.length - 200)}</p>` : ''}`}`;
}

export const page = {
  async open({explain: asked, add}) {
    await load();
    if (asked !== undefined) {
      explain(asked);
    } else if (add) {
      addKey();
    }
  },
  view() {
    return html`${head(t('nav.models'), t('models.about'), html`${iconButton('refresh', t('refresh'), load)}
      ${can('models.explain') ? button(t('models.why'), () => explain(shared.defaultModel), {name: 'help'}) : ''}
      ${can('models.auth.save') ? button(t('models.addKey'), () => addKey(), {kind: 'primary', name: 'plus'}) : ''}`)}
      ${view.failure ? problem(view.failure) : ''}
      <section class="card default-model"><div><span class="muted">${t('models.defaultIs')}</span><strong class="mono">${shared.defaultModel ?? '–'}</strong></div>
        ${shared.fallbacks.length > 0 ? html`<div><span class="muted">${t('models.fallbacks')}</span><span class="mono">${shared.fallbacks.join(' → ')}</span></div>` : ''}</section>
      ${view.auth ? html`<h2>${t('keys')}</h2>${(view.auth.problems ?? []).map(problem)}${view.auth.profiles.length === 0 ? empty(t(shared.models.some(model => model.key === 'ready') ? 'keys.elsewhere' : 'keys.none'), can('models.auth.save') ? button(t('models.addKey'), () => addKey(), {kind: 'primary', name: 'plus'}) : '') : html`<ul class="card rows">${view.auth.profiles.map(keyView)}</ul>`}` : ''}
      <h2>${t('models')}</h2>${modelsTable()}`;
  },
};

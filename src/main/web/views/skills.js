// What the agent has learnt to do, and what is missing for the rest.

import {html} from '../lib/lit-html/lit-html.js';
import {request} from '../gateway.js';
import {icon} from '../icons.js';
import {ask, button, choices, empty, head, iconButton, loading, problem, tag} from '../parts.js';
import {can, toast, update} from '../store.js';
import {t} from '../words.js';

const view = {found: null, filter: '', which: 'ready', failure: null, busy: null};

async function load() {
  try {
    view.found = await request('skills.status', {});
    view.failure = null;
    if (view.found.skills.length > 0 && !view.found.skills.some(ready)) {
      view.which = 'all';
    }
  } catch (failure) {
    view.failure = failure.message;
  }
  update();
}

const ready = skill => skill.eligible && !skill.disabled;

async function install(skill, one) {
  view.busy = skill.skillKey;
  update();
  try {
    const answer = await request('skills.install', {name: skill.name, installId: one.id, timeoutMs: 300_000}, 310_000);
    toast(answer.message ?? t('done'), answer.ok ? 'info' : 'error');
  } catch (failure) {
    toast(failure.message, 'error');
  }
  view.busy = null;
  load();
}

async function enable(skill, enabled) {
  await ask('skills.update', {skillKey: skill.skillKey, enabled});
  load();
}

function missing(skill) {
  const {bins = [], anyBins = [], env = [], config = [], os = []} = skill.missing ?? {};
  return [...bins, ...(anyBins.length > 0 ? [anyBins.join(' / ')] : []), ...env, ...config, ...(os.length > 0 ? [t('skill.os', os.join(', '))] : [])];
}

function card(skill) {
  const lacks = missing(skill);
  return html`<li class="card padded skill"><div class="row between"><strong>${skill.emoji ? html`<span aria-hidden="true">${skill.emoji}</span> ` : ''}${skill.name}</strong>
      <label class="switch"><input type="checkbox" role="switch" aria-label=${t('skill.enabled', skill.name)} .checked=${!skill.disabled} ?disabled=${!can('skills.update')} @change=${event => enable(skill, event.target.checked)}><i></i></label></div>
    <p class="clip-3">${skill.description}</p>
    <div class="tags">${ready(skill) ? tag(t('key.ready'), 'good') : ''}${skill.blockedByAllowlist ? tag(t('skill.blocked'), 'warn') : ''}${lacks.map(one => tag(t('skill.lacks', one), 'warn'))}${tag(skill.source)}</div>
    ${lacks.length > 0 && can('skills.install') ? html`<div class="row wrap">${(skill.install ?? []).map(one => button(one.label, () => install(skill, one), {kind: 'small', disabled: view.busy === skill.skillKey}))}</div>` : ''}</li>`;
}

export const page = {
  open: load,
  view() {
    const words = view.filter.toLowerCase();
    const list = (view.found?.skills ?? []).filter(skill => view.which === 'all' || (view.which === 'ready') === ready(skill)).filter(skill => `${skill.name} ${skill.description}`.toLowerCase().includes(words));
    return html`${head(t('nav.skills'), view.found ? html`<span class="mono">${view.found.managedSkillsDir ?? ''}</span>` : '', iconButton('refresh', t('refresh'), load))}
      <div class="row between wrap"><div class="search">${icon('search')}<input type="search" aria-label=${t('skills.filter')} placeholder=${t('skills.filter')} .value=${view.filter} @input=${event => { view.filter = event.target.value; update(); }}></div>
        ${choices(t('skills.which'), [['ready', t('key.ready')], ['lacking', t('skills.lacking')], ['all', t('all')]], view.which, value => { view.which = value; update(); })}</div>
      ${view.failure ? problem(view.failure) : !view.found ? loading() : list.length === 0 ? empty(t((view.found.skills ?? []).length === 0 ? 'skills.none.yet' : 'skills.none')) : html`<ul class="grid">${list.map(card)}</ul>`}`;
  },
};

// What is done by the clock.

import {html} from '../lib/lit-html/lit-html.js';
import {ago, dateTime, millis, span} from '../format.js';
import {on, request} from '../gateway.js';
import {icon} from '../icons.js';
import {ask, button, choices, confirmDialog, empty, field, head, iconButton, loading, menu, openDialog, problem, tag} from '../parts.js';
import {state, toast, update} from '../store.js';
import {t} from '../words.js';

const view = {jobs: null, status: null, failure: null};

async function load() {
  try {
    const [list, status] = await Promise.all([request('cron.list', {includeDisabled: true}), request('cron.status', {})]);
    view.jobs = list.jobs ?? [];
    view.status = status;
    view.failure = null;
  } catch (failure) {
    view.failure = failure.message;
  }
  update();
}

on('cron', () => state.route === 'cron' && load());

function schedule({schedule}) {
  if (schedule.kind === 'cron') {
    return html`<span class="mono">${schedule.expr}</span>${schedule.tz ? ` · ${schedule.tz}` : ''}`;
  }
  return schedule.kind === 'every' ? t('cron.every', span(schedule.everyMs)) : dateTime(schedule.atMs ?? Date.parse(schedule.at));
}

const words = job => job.payload?.message ?? job.payload?.text ?? '';

async function runs(job) {
  const asked = {entries: null};
  openDialog(t('cron.runs'), () => asked.entries === null ? loading() : asked.entries.length === 0 ? empty(t('cron.noRuns'))
    : html`<ul class="plain-list">${asked.entries.map(one => html`<li>${tag(t('cron.' + (one.status ?? 'ok')), one.status === 'error' ? 'bad' : one.status === 'skipped' ? 'warn' : 'good')}<span>${dateTime(one.runAtMs ?? one.ts)} · ${millis(one.durationMs)}<br><small class="muted">${one.error ?? one.summary ?? ''}</small></span></li>`)}</ul>`, {wide: true});
  asked.entries = ((await ask('cron.runs', {id: job.id, limit: 50}))?.entries ?? []).toReversed();
  update();
}

const BLANK = {name: '', kind: 'every', every: 60, unit: 60_000, expr: '0 9 * * *', tz: '', at: '', target: 'isolated', text: '', once: false};

function formOf(job) {
  if (!job) {
    return {...BLANK, tz: Intl.DateTimeFormat().resolvedOptions().timeZone};
  }
  const plan = job.schedule;
  const unit = [86_400_000, 3_600_000].find(size => plan.everyMs % size === 0) ?? 60_000;
  const at = plan.kind === 'at' ? new Date(plan.atMs ?? plan.at) : null;
  return {...BLANK, name: job.name ?? '', kind: plan.kind, every: plan.everyMs ? plan.everyMs / unit : 60, unit, expr: plan.expr ?? BLANK.expr, tz: plan.tz ?? '',
    at: at ? new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : '', target: job.sessionTarget, text: words(job), once: !!job.deleteAfterRun};
}

function jobOf(form) {
  const schedule = {every: () => ({kind: 'every', everyMs: Math.round(form.every * form.unit)}),
    cron: () => ({kind: 'cron', expr: form.expr.trim(), ...(form.tz.trim() ? {tz: form.tz.trim()} : {})}), at: () => ({kind: 'at', at: new Date(form.at).toISOString()})}[form.kind]();
  const payload = form.target === 'main' ? {kind: 'systemEvent', text: form.text.trim()} : {kind: 'agentTurn', message: form.text.trim()};
  return {name: form.name.trim(), schedule, sessionTarget: form.target, wakeMode: 'now', payload, ...(form.kind === 'at' ? {deleteAfterRun: form.once} : {})};
}

function edit(job = null) {
  const form = formOf(job);
  const set = (name, value) => { form[name] = value; update(); };
  const save = async (event, close) => {
    event.preventDefault();
    try {
      await (job ? request('cron.update', {id: job.id, patch: jobOf(form)}) : request('cron.add', {...jobOf(form), enabled: true}));
      close();
      toast(t('saved'));
      load();
    } catch (failure) {
      form.failure = failure.message;
      update();
    }
  };
  openDialog(t(job ? 'cron.edit' : 'cron.add'), close => html`<form @submit=${event => save(event, close)}>
    ${field(t('name'), id => html`<input id=${id} required maxlength="80" autofocus .value=${form.name} @input=${event => (form.name = event.target.value)}>`)}
    <div class="field"><span class="label">${t('cron.when')}</span>${choices(t('cron.when'), [['every', t('cron.kind.every')], ['cron', t('cron.kind.cron')], ['at', t('cron.kind.at')]], form.kind, value => set('kind', value))}</div>
    ${form.kind === 'every' ? html`<div class="with-button field"><input type="number" min="1" required aria-label=${t('cron.kind.every')} .value=${String(form.every)} @input=${event => (form.every = Number(event.target.value))}>
      <select aria-label=${t('cron.unit')} @change=${event => (form.unit = Number(event.target.value))}>${[[60_000, 'minutes'], [3_600_000, 'hours'], [86_400_000, 'days.unit']].map(([size, name]) => html`<option value=${size} ?selected=${size === form.unit}>${t(name)}</option>`)}</select></div>` : ''}
    ${form.kind === 'cron' ? html`${field(t('cron.expr'), id => html`<input id=${id} class="mono" required .value=${form.expr} @input=${event => (form.expr = event.target.value)}>`, t('cron.expr.hint'))}${field(t('cron.tz'), id => html`<input id=${id} .value=${form.tz} @input=${event => (form.tz = event.target.value)}>`)}` : ''}
    ${form.kind === 'at' ? html`${field(t('cron.at'), id => html`<input id=${id} type="datetime-local" required .value=${form.at} @input=${event => (form.at = event.target.value)}>`)}<label class="check"><input type="checkbox" .checked=${form.once} @change=${event => (form.once = event.target.checked)}><span>${t('cron.once')}</span></label>` : ''}
    ${field(t('cron.where'), id => html`<select id=${id} @change=${event => set('target', event.target.value)}><option value="isolated" ?selected=${form.target === 'isolated'}>${t('cron.isolated')}</option><option value="main" ?selected=${form.target === 'main'}>${t('cron.main')}</option></select>`)}
    ${field(t('cron.what'), id => html`<textarea id=${id} rows="4" required .value=${form.text} @input=${event => (form.text = event.target.value)}></textarea>`)}
    ${form.failure ? problem(form.failure) : ''}
    <div class="dialog-foot">${button(t('cancel'), close)}${button(t('save'), null, {kind: 'primary', type: 'submit'})}</div></form>`, {wide: true});
}

async function change(method, params, done) {
  await ask(method, params, done);
  load();
}

function jobView(job) {
  const now = job.state ?? {};
  return html`<li class="job"><label class="switch"><input type="checkbox" role="switch" aria-label=${t('cron.enabled', job.name)} .checked=${job.enabled} @change=${event => change('cron.update', {id: job.id, patch: {enabled: event.target.checked}})}><i></i></label>
    <div><strong>${job.name}</strong> ${now.runningAtMs ? tag(t('running'), 'good') : ''}${now.lastStatus === 'error' ? tag(t('failed'), 'bad') : ''}
      <p class="clip-2">${words(job)}</p><small class="muted">${schedule(job)}${job.enabled && now.nextRunAtMs ? ` · ${t('cron.next', ago(now.nextRunAtMs))}` : ''}${now.lastRunAtMs ? ` · ${t('cron.last', ago(now.lastRunAtMs))}` : ''}</small>
      ${now.lastError ? html`<small class="bad">${now.lastError}</small>` : ''}</div>
    ${iconButton('play', t('cron.run'), () => change('cron.run', {id: job.id, mode: 'force'}, t('cron.ran')))}
    ${menu(t('more'), icon('more'), [{text: t('cron.runs'), icon: 'logs', act: () => runs(job)}, {text: t('edit'), icon: 'edit', act: () => edit(job)},
      {text: t('delete'), icon: 'trash', kind: 'danger', act: () => confirmDialog(t('delete'), t('cron.delete', job.name), t('delete'), () => change('cron.remove', {id: job.id}, t('deleted')))}], {align: 'right'})}</li>`;
}

export const page = {
  open: load,
  view: () => html`${head(t('nav.cron'), view.status ? (view.status.enabled ? (view.status.nextWakeAtMs ? t('cron.nextWake', ago(view.status.nextWakeAtMs)) : t('cron.about')) : t('cron.off')) : t('cron.about'), button(t('cron.add'), () => edit(), {kind: 'primary', name: 'plus'}))}
    ${view.failure ? problem(view.failure) : view.jobs === null ? loading() : view.jobs.length === 0 ? empty(t('cron.none')) : html`<ul class="card rows">${view.jobs.map(jobView)}</ul>`}`,
};

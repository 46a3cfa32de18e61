// What was used and what it cost.

import {html} from '../lib/lit-html/lit-html.js';
import {brief, count, day, money, shortDay} from '../format.js';
import {request} from '../gateway.js';
import {choices, empty, head, iconButton, loading, problem, tag} from '../parts.js';
import {bars, gauge} from '../plot.js';
import {can, update} from '../store.js';
import {t} from '../words.js';

const GROUPS = ['day', 'model', 'provider', 'agent', 'session', 'profile'];
const view = {days: 30, by: 'day', what: 'tokens', report: null, failure: null};
let asked = 0;

async function load() {
  const mine = ++asked;
  view.failure = null;
  try {
    const range = {from: day(view.days - 1), to: day()};
    const report = can('usage.report') ? await request('usage.report', {by: view.by, ...range}) : fromDays(await request('usage.cost', {days: view.days}));
    if (mine === asked) {
      view.report = report;
    }
  } catch (failure) {
    if (mine === asked) {
      view.failure = failure.message;
    }
  }
  update();
}

// The original's answer knows days only, and one amount without a currency.
function fromDays(found) {
  const row = one => ({day: one.date, calls: one.calls, tokens: {input: one.input, output: one.output, cacheRead: one.cacheRead, cacheWrite: one.cacheWrite},
    cost: one.cost ?? (one.totalCost ? {[found.currency ?? 'USD']: one.totalCost} : {}), unpricedCalls: one.missingCostEntries});
  const known = new Map((found.daily ?? []).map(one => [one.date, row(one)]));
  const none = {input: 0, output: 0, cacheRead: 0, cacheWrite: 0, totalCost: 0};
  const rows = Array.from({length: view.days}, (_, i) => day(view.days - 1 - i)).map(date => known.get(date) ?? row({date, ...none}));
  return {by: 'day', rows, total: found.totals ? row(found.totals) : null, allowance: []};
}

const all = tokens => (tokens?.input ?? 0) + (tokens?.output ?? 0) + (tokens?.cacheRead ?? 0) + (tokens?.cacheWrite ?? 0);
const sum = cost => Object.values(cost ?? {}).reduce((one, other) => one + other, 0);

function change(name, value) {
  view[name] = value;
  view.report = null;
  load();
  update();
}

function figures(total) {
  const tokens = total?.tokens ?? {};
  const input = (tokens.input ?? 0) + (tokens.cacheRead ?? 0) + (tokens.cacheWrite ?? 0);
  const boxes = [
    [t('cost'), money(total?.cost) || '¥0', sum(total?.estimatedCost) > 0 ? t('usage.estimated', money(total.estimatedCost)) : ''],
    [t('usage.calls'), count(total?.calls), total?.failed ? t('usage.failed', total.failed) : ''],
    [t('usage.input'), brief(input), input > 0 ? t('usage.cached', Math.round((100 * (tokens.cacheRead ?? 0)) / input)) : ''],
    [t('usage.output'), brief(tokens.output ?? 0), tokens.reasoning ? t('usage.reasoning', brief(tokens.reasoning)) : ''],
  ];
  return html`<dl class="figures">${boxes.map(([label, value, more]) => html`<div class="card"><dt>${label}</dt><dd>${value}</dd>${more ? html`<dd class="hint">${more}</dd>` : ''}</div>`)}</dl>`;
}

function plot(report) {
  const tokens = view.what === 'tokens';
  const list = report.rows.slice(0, view.by === 'day' ? 400 : 12);
  const currencies = [...new Set(list.flatMap(row => Object.keys(row.cost ?? {})))];
  const items = list.map(row => {
    const name = row[report.by] ?? '';
    const parts = tokens ? [(row.tokens?.input ?? 0) + (row.tokens?.cacheWrite ?? 0), row.tokens?.cacheRead ?? 0, row.tokens?.output ?? 0] : currencies.map(currency => row.cost?.[currency] ?? 0);
    const said = `${name}: ${t('tokens.n', count(all(row.tokens)))}${sum(row.cost) > 0 ? `, ${money(row.cost)}` : ''}`;
    return {name: report.by === 'day' ? shortDay(name) : name.split(/[/ ]/).at(-1).slice(0, 12), parts, said};
  });
  const names = tokens ? [t('usage.input'), t('usage.cacheRead'), t('usage.output')] : currencies;
  return html`<figure class="card">
    <figcaption class="row between wrap"><strong>${t(tokens ? 'usage.plotTokens' : 'usage.plotCost')}</strong><ul class="legend">${names.map((name, i) => html`<li><i class="bar-${i}"></i>${name}</li>`)}</ul></figcaption>
    ${bars(t('usage.plotLabel', t('usage.by.' + report.by), report.rows.length), items, value => (tokens ? brief(Math.round(value)) : value >= 1 ? String(Math.round(value * 10) / 10) : value.toPrecision(1)))}
    <details><summary>${t('usage.table')}</summary>${table(report)}</details>
  </figure>`;
}

function table(report) {
  const rows = report.by === 'day' ? report.rows.filter(row => all(row.tokens) > 0 || row.calls > 0).toReversed() : report.rows;
  return html`<div class="scroll-x" tabindex="0" role="group" aria-label=${t('usage.table')}><table class="table"><thead><tr><th>${t('usage.by.' + report.by)}</th><th class="num">${t('usage.calls')}</th><th class="num">${t('usage.input')}</th><th class="num">${t('usage.cacheRead')}</th><th class="num">${t('usage.output')}</th><th class="num">${t('cost')}</th></tr></thead>
    <tbody>${rows.map(row => html`<tr><th scope="row" class="mono">${row[report.by] || '–'}</th><td class="num">${row.calls ?? '–'}${row.failed ? html` <span class="removed">(${row.failed})</span>` : ''}</td><td class="num">${count(row.tokens?.input)}</td><td class="num">${count(row.tokens?.cacheRead)}</td><td class="num">${count(row.tokens?.output)}</td>
      <td class="num">${money(row.cost)}${row.unpricedCalls ? html` <span class="muted" title=${t('usage.unpriced', row.unpricedCalls)}>+?</span>` : ''}${row.includedCalls && !sum(row.cost) ? tag(t('models.included')) : ''}</td></tr>`)}</tbody></table></div>`;
}

function caps(list) {
  return html`<h2>${t('usage.caps')}</h2><ul class="card rows">${list.map(cap => {
    const used = (cap.used ?? 0) + (cap.reserved ?? 0);
    const words = t('usage.cap', money({[cap.currency]: used}), money({[cap.currency]: cap.limit}));
    return html`<li class="cap"><strong>${t('cap.' + cap.scope)}${cap.agent ? ` · ${cap.agent}` : ''}</strong>${cap.used === undefined ? html`<span>${money({[cap.currency]: cap.limit})}</span>` : html`${gauge(words, used / cap.limit)}<span class="num">${words}</span>`}<small class="mono muted">${cap.path}</small></li>`;
  })}</ul>`;
}

/** What is left at the platforms that tell; asked beside the report, which does not wait for it. */
async function loadBalances() {
  if (can('usage.status')) {
    const found = await request('usage.status', {}).catch(() => null);
    view.accounts = (found?.providers ?? []).filter(one => one.balance || (one.error && one.provider !== 'budget'));
    update();
  }
}

function balances(list) {
  return html`<h2>${t('usage.balances')}</h2><ul class="card rows">${list.map(one => html`<li class="cap"><strong>${one.displayName}</strong><small class="mono muted">${one.balance?.key ?? ''}</small><span class="spread"></span>
    ${one.balance ? html`<span class=${one.balance.available > 0 ? 'num' : 'num bad'}>${money({[one.balance.currency ?? 'CNY']: one.balance.available})}</span>` : html`<span class="bad">${one.error}</span>`}</li>`)}</ul>`;
}

export const page = {
  open() {
    loadBalances();
    return load();
  },
  view() {
    const {report} = view;
    return html`${head(t('nav.usage'), t('usage.about'), iconButton('refresh', t('refresh'), () => { loadBalances(); load(); }))}
      <div class="row wrap">
        ${choices(t('usage.range'), [[7, t('days', 7)], [30, t('days', 30)], [90, t('days', 90)]], view.days, value => change('days', value))}
        ${can('usage.report') ? choices(t('usage.by'), GROUPS.map(group => [group, t('usage.by.' + group)]), view.by, value => change('by', value)) : ''}
        ${choices(t('usage.what'), [['tokens', t('tokens')], ['cost', t('cost')]], view.what, value => { view.what = value; update(); })}
      </div>
      ${view.failure ? problem(view.failure) : !report ? loading() : html`${figures(report.total)}${report.rows.some(row => all(row.tokens) > 0 || row.calls > 0) ? plot(report) : empty(t('usage.none'))}${report.allowance?.length > 0 ? caps(report.allowance) : ''}`}
      ${view.accounts?.length > 0 ? balances(view.accounts) : ''}`;
  },
};

// The conversation.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {guard} from '../lib/lit-html/directives/guard.js';
import {repeat} from '../lib/lit-html/directives/repeat.js';
import {ref, createRef} from '../lib/lit-html/directives/ref.js';
import {approvalCard} from './approval.js';
import {toolCard} from './tool.js';
import {composer, focusComposer} from '../composer.js';
import {again, askAgain, canonical, conversation, freshKey, hasEarlier, load, loadEarlier, openSession} from '../conversation.js';
import {brief, count, dateTime, moment, money} from '../format.js';
import {icon} from '../icons.js';
import {copy, markdown} from '../markdown.js';
import {ask, button, confirmDialog, iconButton, loading, menu, openDialog, problem, promptDialog} from '../parts.js';
import {go} from '../route.js';
import {exportSession} from '../export.js';
import {patchSession, refOf, sessionRow, shared, titleOf} from '../shared.js';
import {can, drawNow, state, update} from '../store.js';
import {language, t} from '../words.js';
import {settings, saveSettings} from '../keep.js';

const LEVELS = ['off', 'minimal', 'low', 'medium', 'high'];
const list = createRef();
let following = true; // whether the end of the conversation is in sight and stays so
const opened = new Map(); // thinking, opened or shut by hand

export const page = {
  open({session}) {
    const key = session ?? settings.session ?? state.hello?.snapshot?.sessionDefaults?.mainSessionKey ?? 'main';
    if (canonical(key) !== conversation.key) {
      following = true;
      if (conversation.key && matchMedia('(pointer: fine)').matches) {
        setTimeout(focusComposer, 50);
      }
      openSession(key);
    } else if (!conversation.loaded) {
      load();
    }
    if (settings.session !== canonical(key)) {
      settings.session = canonical(key);
      saveSettings();
    }
  },
  view,
  shown() {
    if (list.value !== watched) {
      watch(list.value);
    }
    toTheEnd();
  },
};

let watched = null;

function watch(box) {
  watched = box;
  sizes.disconnect();
  if (box) {
    sizes.observe(box);
    sizes.observe(box.firstElementChild);
    if (!following) {
      box.scrollTop = height; // back from another page: where one was reading
    }
  }
}

// Pictures that arrive, a window that changes, a keyboard that comes up: the end stays in sight.
const sizes = new ResizeObserver(() => toTheEnd());

function toTheEnd() {
  if (following && list.value && conversation.turns.length > 0) {
    list.value.scrollTop = list.value.scrollHeight;
  }
}

document.addEventListener('said', () => (following = true));

export function newSession() {
  go('chat', {session: freshKey()});
  setTimeout(focusComposer, 50);
}

function view() {
  const row = sessionRow(conversation.key);
  return html`<div class="chat">
    ${bar(row)}
    <div class="messages" ${ref(list)} @scroll=${scrolled} tabindex="0" role="log" aria-label=${t('chat.log')} aria-live="off">
      <div class="column">${body()}</div>
    </div>
    <div class="column bottom">
      ${following ? '' : html`<div class="to-end">${iconButton('arrow', t('chat.toEnd'), toEnd, {kind: 'raised'})}</div>`}
      ${composer()}
    </div>
    <div class="sr" role="status" aria-live="polite">${conversation.running ? t('chat.working') : ''}</div>
  </div>`;
}

let height = 0; // how far down it was scrolled when we last looked

function scrolled({target}) {
  // Who scrolls up means it, be it by one line: what arrives next must not pull the words away.
  const up = target.scrollTop < height;
  height = target.scrollTop;
  if (up && height < 300 && hasEarlier() && !conversation.loading) {
    earlier();
  }
  const near = target.scrollHeight - target.scrollTop - target.clientHeight < (up ? 8 : 80);
  if (near !== following) {
    following = near;
    update();
  }
}

// What was above the words one reads grows; the words stay where they are.
async function earlier() {
  const left = () => list.value.scrollHeight - list.value.scrollTop;
  following = false;
  await loadEarlier();
  const before = left();
  drawNow();
  list.value.scrollTop += left() - before;
}

function toEnd() {
  following = true;
  update();
}

function body() {
  if (conversation.failure) {
    return html`${problem(conversation.failure)}${button(t('retry'), load, {name: 'refresh'})}`;
  }
  if (!conversation.loaded && conversation.turns.length === 0) {
    return loading();
  }
  const waiting = shared.approvals.filter(asked => canonical(asked.request?.sessionKey ?? '') === conversation.key);
  if (conversation.turns.length === 0 && waiting.length === 0) {
    return welcome();
  }
  return html`
    ${conversation.truncated ? html`<div class="earlier">${hasEarlier() ? conversation.loading ? loading() : button(t('chat.earlier'), earlier, {kind: 'small'}) : t('chat.truncated', count(conversation.limit))}</div>` : ''}
    ${repeat(conversation.turns, turn => turn.id, turnView)}
    ${waiting.map(asked => approvalCard(asked))}
    ${conversation.queued.map(userView)}`;
}

function welcome() {
  const ideas = ['idea.1', 'idea.2', 'idea.3', 'idea.4'];
  const missing = shared.models.length > 0 && can('models.providers') && shared.models.every(model => model.key === 'missing');
  return html`<div class="welcome">
    <h1>${t('welcome.title')}</h1>
    <p class="muted">${t('welcome.text')}</p>
    ${missing ? html`<div class="notice">${icon('key')}<span>${t('welcome.noKey')}</span>${button(t('models.addKey'), () => go('models', {add: '1'}), {kind: 'primary'})}</div>`
    : html`<ul class="ideas">${ideas.map(idea => html`<li><button type="button" @click=${() => use(t(idea + '.text'))}><strong>${t(idea)}</strong><span>${t(idea + '.text')}</span></button></li>`)}</ul>`}
  </div>`;
}

function use(text) {
  const area = document.querySelector('.composer textarea');
  area.value = text;
  area.dispatchEvent(new Event('input'));
  area.focus();
}

function turnView(turn) {
  return turn.kind === 'user' ? userView(turn) : turn.kind === 'notice' ? noticeView(turn, turn) : assistantView(turn);
}

function noticeView({text, level}, turn = null) {
  const again = level === 'error' && turn === conversation.turns.at(-1) && !conversation.running && canAskAgain();
  return html`<div class="notice ${level}">${icon(level === 'error' || level === 'warn' ? 'warn' : 'help')}<span>${text}</span>
    ${again ? button(t('chat.askAgain'), askAgain, {kind: 'small', name: 'refresh'}) : ''}</div>`;
}

// A picture that the transcript no longer has cannot be shown to the model again.
const canAskAgain = () => conversation.turns.findLast(turn => turn.kind === 'user')?.images.every(Boolean) ?? false;

const STATUS = {sending: 'chat.sending', waiting: 'chat.waiting', steered: 'chat.steered', queued: 'chat.queued'};

function userView(turn) {
  return html`<article class="turn user ${turn.status ?? ''}" aria-label=${t('chat.you')}>
    ${(turn.images ?? []).length > 0 ? html`<div class="shots">${turn.images.map(image => image ? html`<img class="shot" src=${image} alt=${t('image')}>` : html`<span class="tag">${t('image')}</span>`)}</div>` : ''}
    ${turn.text ? html`<div class="bubble">${turn.text}</div>` : ''}
    ${turn.status === 'failed' ? html`<div class="turn-foot bad">${icon('warn')}<span>${t('chat.notSent')} ${turn.failure}</span>${button(t('retry'), () => again(turn), {kind: 'small'})}</div>`
    : STATUS[turn.status] ? html`<div class="turn-foot">${t(STATUS[turn.status])}</div>` : ''}
  </article>`;
}

function assistantView(turn) {
  const empty = turn.live && turn.blocks.length === 0;
  return html`<article class="turn assistant" aria-label=${t('chat.assistant')} aria-busy=${turn.live ? 'true' : 'false'}>
    ${turn.blocks.map((block, i) => blockView(turn, block, i))}
    ${empty || (turn.live && turn.blocks.at(-1)?.state !== 'running' && turn.blocks.at(-1)?.type !== 'text') ? html`<div class="writing" aria-hidden="true"><i></i><i></i><i></i></div>` : ''}
    ${turn.error ? noticeView({text: turn.error, level: 'error'}, turn) : ''}
    ${turn.live ? '' : footView(turn)}
  </article>`;
}

function blockView(turn, block, i) {
  switch (block.type) {
    case 'text':
      return guard([block.text, language(), turn.live], () => markdown(block.text, turn.live && block === turn.blocks.at(-1)));
    case 'thinking':
      return thinkingView(turn, block, i);
    case 'tool':
      return toolCard(block, turn.id);
    default:
      return noticeView(block);
  }
}

function thinkingView(turn, block, i) {
  const now = turn.live && i === turn.blocks.length - 1;
  const id = `${turn.id}/${i}`;
  const open = opened.get(id) ?? false;
  const last = block.text.trimEnd().split('\n').at(-1).slice(-90);
  const toggle = event => {
    if (event.target.open !== open) {
      opened.set(id, event.target.open);
      update();
    }
  };
  return html`<details class="thinking" .open=${open} @toggle=${toggle}>
    <summary>${icon('think')}<span>${t(now ? 'chat.thinking' : 'chat.thought')}</span>${now && !open ? html`<span class="peek">${last}</span>` : ''}</summary>
    ${open ? html`<div class="thinking-body">${block.text}</div>` : ''}
  </details>`;
}

function footView(turn) {
  const text = turn.blocks.filter(block => block.type === 'text').map(block => block.text).join('\n\n');
  const facts = [turn.model?.split('/').at(-1), turn.usage ? t('tokens.inOut', brief(turn.usage.input + (turn.usage.cached ?? 0)), brief(turn.usage.output)) : '', money(turn.cost)];
  return html`<div class="turn-foot">
    ${turn.stopReason === 'aborted' ? html`<span class="tag warn">${t('chat.stopped')}</span>` : ''}
    ${text ? html`<button type="button" class="copy" aria-label=${t('copy.answer')} @click=${event => copy(text, event.currentTarget)}>${t('copy')}</button>` : ''}
    <span class="facts-line">${facts.filter(Boolean).join(' · ')}</span>
    ${turn.ts ? html`<time title=${dateTime(turn.ts)}>${moment(turn.ts)}</time>` : ''}
  </div>`;
}

// --- the bar above ---------------------------------------------------------------------------------------------------

function bar(row) {
  return html`<header class="bar">
    <h1 class="sr">${titleOf(row, conversation.key ?? '')}</h1>
    <div class="wide-only bar-left">${titleMenu()}</div>
    <div class="bar-right">
      ${modelPicker(row)}
      ${thinkingPicker(row)}
      ${meter(row)}
      ${menu(t('more'), icon('more'), doings(row), {align: 'right'})}
    </div>
  </header>`;
}

/** The session's name, and the others behind it. On a narrow screen it stands in the line above. */
export function titleMenu() {
  const {key} = conversation;
  return menu(t('chat.switch'), html`<span class="bar-title">${titleOf(sessionRow(key), key ?? '')}</span>${icon('down')}`, switcher(), {kind: 'bar-button title'});
}

function switcher() {
  return [
    {text: t('chat.new'), icon: 'plus', act: newSession},
    ...shared.sessions.slice(0, 12).map(one => ({text: titleOf(one), more: one.running ? t('running') : '', chosen: canonical(one.key) === conversation.key,
      act: () => go('chat', {session: one.key})})),
    {text: t('sessions.all'), icon: 'sessions', act: () => go('sessions')},
  ];
}

const modelOf = row => (row?.model ? (row.modelProvider ? `${row.modelProvider}/${row.model}` : row.model) : shared.defaultModel ?? shared.defaults.model ?? '');

function modelPicker(row) {
  const now = modelOf(row);
  const usable = shared.models.filter(model => model.key !== 'missing');
  const offers = (usable.length > 0 ? usable : shared.models).slice(0, 40);
  const items = offers.map(model => ({text: model.alias ?? model.name ?? model.id, more: model.lifecycle === 'retired' ? `${refOf(model)} · ${t('models.retired')}` : refOf(model), chosen: refOf(model) === now, act: () => patchSession(conversation.key, {model: refOf(model)})}));
  if (can('models.explain')) {
    items.push({text: t('models.why'), icon: 'help', act: () => go('models', {explain: now})});
  }
  return menu(t('chat.model'), html`<span class="clip">${now.split('/').at(-1) || t('chat.model')}</span>${icon('down')}`, items, {kind: 'bar-button', align: 'right'});
}

function thinkingPicker(row) {
  const model = shared.models.find(one => refOf(one) === modelOf(row));
  if (model && model.reasoning === false) {
    return nothing;
  }
  const now = row?.thinkingLevel ?? conversation.thinkingLevel ?? 'off';
  const items = (model?.thinkingLevels ?? LEVELS).map(level => ({text: t('level.' + level), chosen: level === now, act: () => level === now || patchSession(conversation.key, {thinkingLevel: level})}));
  return menu(t('chat.thinkingLevel'), html`${icon('think')}<span class="wide-only">${t('level.' + now)}</span>`, items, {kind: 'bar-button', align: 'right'});
}

// Without the ledger's sum there is the sum of what is shown, if that is all.
const costText = row => money(row?.cost ?? (conversation.truncated ? {} : conversation.cost));

function meter(row) {
  const window = conversation.context?.window ?? row?.contextTokens ?? shared.defaults.contextTokens;
  const tokens = conversation.context?.tokens ?? row?.totalTokens ?? 0;
  const part = window ? Math.min(1, tokens / window) : 0;
  const cost = costText(row);
  const words = t('chat.context', count(tokens), window ? count(window) : '?', Math.round(part * 100));
  const round = 2 * Math.PI * 8;
  return html`<button type="button" class="bar-button meter" title=${words} aria-label=${cost ? `${words}, ${cost}` : words} @click=${() => openDialog(t('chat.contextTitle'), () => contextDialog(row, tokens, window, part))}>
    <svg viewBox="0 0 20 20" class=${part > 0.85 ? 'full' : ''} aria-hidden="true"><circle cx="10" cy="10" r="8"></circle>
      <circle class="part" cx="10" cy="10" r="8" stroke-dasharray="${(part * round).toFixed(1)} ${round.toFixed(1)}" transform="rotate(-90 10 10)"></circle></svg>
    <span>${Math.round(part * 100)}%</span>${cost ? html`<span class="wide-only">${cost}</span>` : ''}
  </button>`;
}

function contextDialog(row, tokens, window, part) {
  return html`<p>${t('chat.context', count(tokens), window ? count(window) : '?', Math.round(part * 100))}</p>
    <dl class="facts">
      <div><dt>${t('chat.model')}</dt><dd class="mono">${modelOf(row)}</dd></div>
      <div><dt>${t('cost')}</dt><dd>${costText(row) || t('unknown')}</dd></div>
      <div><dt>${t('session')}</dt><dd class="mono">${conversation.key}</dd></div>
    </dl>
    <p class="hint">${t('chat.contextHint')}</p>
    ${can('sessions.compact') ? html`<div class="dialog-foot">${button(t('chat.compact'), compact)}</div>` : ''}`;
}

async function compact() {
  await ask('sessions.compact', {key: conversation.key}, t('done'));
  load();
}

function doings(row) {
  const {key} = conversation;
  return [
    {text: t('chat.new'), icon: 'plus', act: newSession},
    {text: t('rename'), icon: 'edit', act: () => promptDialog(t('rename'), t('sessions.label'), row?.label ?? '', label => patchSession(key, {label: label || null}))},
    {text: t('export'), icon: 'export', act: () => exportSession(key, 'markdown')},
    can('sessions.compact') ? {text: t('chat.compact'), icon: 'bolt', act: compact} : null,
    {text: t('chat.reset'), icon: 'refresh', kind: 'danger', act: () => confirmDialog(t('chat.reset'), t('chat.reset.text'), t('chat.reset'), reset)},
  ];
}

async function reset() {
  if (await ask('sessions.reset', {key: conversation.key}, t('done'))) {
    conversation.turns = [];
    conversation.context = null;
    load();
  }
}

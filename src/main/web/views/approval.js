// A question that waits for a yes: in the conversation it belongs to, and on a page of its own.

import {html} from '../lib/lit-html/lit-html.js';
import {icon} from '../icons.js';
import {button, empty, head} from '../parts.js';
import {decide, sessionRow, shared, titleOf} from '../shared.js';
import {canonical} from '../conversation.js';
import {t} from '../words.js';

function left(asked) {
  const seconds = Math.max(0, Math.round((asked.expiresAtMs - Date.now()) / 1000));
  return seconds > 90 ? t('minutes.left', Math.round(seconds / 60)) : t('seconds.left', seconds);
}

export function approvalCard(asked, withSession = false) {
  const {request} = asked;
  const busy = !!asked.deciding;
  return html`<section class="approval" aria-label=${t('approval.title')}>
    <div class="approval-head">${icon('approvals')}<strong>${t('approval.title')}</strong>
      <span class="muted">${request.tool ?? 'exec'}${asked.expiresAtMs ? html` · <time>${left(asked)}</time>` : ''}</span></div>
    ${request.why ? html`<p>${request.why}</p>` : ''}
    <pre class="approval-what" tabindex="0">${request.command}</pre>
    <dl class="facts">
      ${request.cwd ? html`<div><dt>${t('folder')}</dt><dd>${request.cwd}</dd></div>` : ''}
      ${request.host ? html`<div><dt>${t('approval.where')}</dt><dd>${request.host}</dd></div>` : ''}
      ${withSession && request.sessionKey ? html`<div><dt>${t('session')}</dt><dd>${titleOf(sessionRow(canonical(request.sessionKey)), request.sessionKey)}</dd></div>` : ''}
    </dl>
    <div class="row">
      ${button(t('approval.once'), () => decide(asked, 'allow-once'), {kind: 'primary', disabled: busy, name: 'check'})}
      ${request.always === undefined && request.tool ? '' : button(t('approval.always'), () => decide(asked, 'allow-always'), {disabled: busy})}
      ${button(t('approval.deny'), () => decide(asked, 'deny'), {kind: 'danger', disabled: busy, name: 'close'})}
    </div>
    ${request.always ? html`<p class="hint">${t('approval.always')}: ${request.always}</p>` : ''}
  </section>`;
}

export const page = {
  open() {},
  view: () => html`${head(t('nav.approvals'), t('approvals.about'))}
    ${shared.approvals.length === 0 ? empty(t('approvals.none')) : html`<div class="stack">${shared.approvals.map(asked => approvalCard(asked, true))}</div>`}`,
};

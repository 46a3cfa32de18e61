// A unified diff as a table: the two line numbers, the sign, the line.

import {html} from './lib/lit-html/lit-html.js';

const MOST = 400;

/** Reads a unified diff. @returns {{rows: {kind: string, old?: number, now?: number, text: string}[], added: number, removed: number}} */
export function readDiff(text) {
  const rows = [];
  let old = 0;
  let now = 0;
  let inside = false;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@(.*)$/.exec(line);
    if (hunk) {
      old = Number(hunk[1]);
      now = Number(hunk[2]);
      inside = true;
      rows.push({kind: 'hunk', text: line});
    } else if (/^(?:--- |\+\+\+ |diff |index )/.test(line) && (!inside || /^diff /.test(line))) {
      inside = false;
      if (line.startsWith('+++ ')) {
        rows.push({kind: 'file', text: line.slice(4).replace(/^b\//, '')});
      }
    } else if (line[0] === '+') {
      rows.push({kind: 'add', now: now++, text: line.slice(1)});
    } else if (line[0] === '-') {
      rows.push({kind: 'del', old: old++, text: line.slice(1)});
    } else if (inside && line[0] !== '\\') {
      rows.push({kind: 'same', old: old++, now: now++, text: line.slice(1)});
    }
  }
  const files = rows.filter(row => row.kind === 'file').length;
  const shown = files > 1 ? rows : rows.filter(row => row.kind !== 'file'); // one file: its name is on the card
  const count = kind => rows.filter(row => row.kind === kind).length;
  return {rows: shown, added: count('add'), removed: count('del')};
}

const SIGN = {add: '+', del: '−', same: '', hunk: '', file: ''};

export function diffView(text, label) {
  const {rows} = readDiff(text);
  const shown = rows.slice(0, MOST);
  return html`<div class="diff scroll-x" tabindex="0" role="group" aria-label=${label}>
    <table>
      <tbody>
        ${shown.map(row => html`<tr class="diff-${row.kind}">
          <td class="num">${row.old ?? ''}</td><td class="num">${row.now ?? ''}</td><td class="sign">${SIGN[row.kind]}</td>
          <td class="line">${row.text}</td>
        </tr>`)}
      </tbody>
    </table>
    ${rows.length > MOST ? html`<p class="muted">… +${rows.length - MOST}</p>` : ''}
  </div>`;
}

// A session as a file: the gateway's own export, or Markdown written here.

import {dateTime} from './format.js';
import {request} from './gateway.js';
import {download} from './parts.js';
import {sessionRow, titleOf} from './shared.js';
import {can, toast} from './store.js';
import {turnsOf} from './transcript.js';
import {t} from './words.js';

export async function exportSession(key, format) {
  try {
    if (can('sessions.export')) {
      const file = await request('sessions.export', {key, format});
      download(file.filename, file.mimeType, file.content);
    } else {
      const history = await request('chat.history', {sessionKey: key, limit: 1000});
      const title = titleOf(sessionRow(key), key);
      download(`${title.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60)}.md`, 'text/markdown;charset=utf-8', asMarkdown(title, history.messages ?? []));
    }
  } catch (failure) {
    toast(failure.message, 'error');
  }
}

function asMarkdown(title, messages) {
  const fence = text => {
    const mark = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(found => found[0].length + 1)));
    return `${mark}\n${text}\n${mark}`;
  };
  const parts = [`# ${title}`];
  for (const turn of turnsOf(messages)) {
    if (turn.kind === 'user') {
      parts.push(`## ${t('chat.you')}${turn.ts ? ` · ${dateTime(turn.ts)}` : ''}`, turn.text);
    } else if (turn.kind === 'assistant') {
      parts.push(`## ${turn.model ?? t('chat.assistant')}`);
      for (const block of turn.blocks) {
        if (block.type === 'text') {
          parts.push(block.text);
        } else if (block.type === 'tool') {
          parts.push(`**${block.name}** \`${JSON.stringify(block.args)}\``, fence(block.details?.diff ?? block.result ?? ''));
        }
      }
    } else {
      parts.push(`> ${turn.text}`);
    }
  }
  return parts.join('\n\n') + '\n';
}

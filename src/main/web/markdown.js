// What models write: Markdown, made harmless. Nothing in it is fetched from elsewhere, and nothing in it runs.

import {html} from './lib/lit-html/lit-html.js';
import {guard} from './lib/lit-html/directives/guard.js';
import {repeat} from './lib/lit-html/directives/repeat.js';
import {Marked} from './lib/marked/lib/marked.esm.js';
import purify from './lib/dompurify/dist/purify.es.mjs';
import {colour} from './colour.js';
import {language, t} from './words.js';

// Of HTML in it, only what formats is taken; the rest is shown as the text it is. (What passes is cleaned all the same.)
const PLAIN_TAGS = /^<\/?(?:br|hr|p|b|i|u|s|em|strong|del|mark|sub|sup|kbd|details|summary)\s*\/?>$/i;
const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function htmlOf({text}) {
  const words = text.replace(/<!--[\s\S]*?-->/g, '');
  const tags = words.match(/<[^>]*>?/g) ?? [];
  return tags.every(tag => PLAIN_TAGS.test(tag)) ? words : escaped(words);
}

const marked = new Marked({gfm: true, breaks: true, renderer: {html: htmlOf}});
const RULES = {
  RETURN_DOM_FRAGMENT: true,
  ALLOWED_TAGS: ['a', 'b', 'blockquote', 'br', 'code', 'del', 'details', 'div', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i',
    'img', 'input', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 's', 'span', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td',
    'th', 'thead', 'tr', 'u', 'ul'],
  ALLOWED_ATTR: ['href', 'src', 'alt', 'title', 'class', 'align', 'checked', 'disabled', 'type', 'start', 'open', 'colspan', 'rowspan'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|data:image\/(?:png|jpeg|gif|webp);)/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

/** Markdown as elements. A block that did not change keeps its elements, so what is selected stays so while more arrives. */
export function markdown(text, live = false) {
  const blocks = marked.lexer(live ? whole(text) : text).filter(block => block.type !== 'space');
  return html`<div class="md">
    ${repeat(blocks, (_, i) => i, block => guard([block.raw, language()], () => elements(block)))}
  </div>`;
}

/**
 * Text that still arrives, as it will look once it is there: signs that have not met their partner yet would flicker. What is open
 * in its last paragraph is closed, and a beginning that could become anything waits.
 */
export function whole(text) {
  if ((text.match(/^\s{0,3}(?:```|~~~)/gm) ?? []).length % 2 === 1) {
    return text; // in the middle of code, signs are signs
  }
  const at = text.lastIndexOf('\n\n') + 1;
  let end = text.slice(at).replace(/\n(?:[-=*+]{1,3}|`{1,2}|#{1,6}|\d{1,2}\.?)\s?$/, '');
  if ((end.match(/`/g) ?? []).length % 2 === 1) {
    return text.slice(0, at) + (end.endsWith('`') ? end.slice(0, -1) : end + '`');
  }
  end = end.replace(/\[([^\]\n]*)\]\([^)\s]*$/, '$1').replace(/(?:\*{1,2}|~~?)$/, tail => (closes(end, tail) ? tail : ''));
  for (const sign of ['**', '~~']) {
    if ((end.replace(/`[^`]*`/g, '').split(sign).length - 1) % 2 === 1) {
      end = end.trimEnd() + sign;
    }
  }
  return text.slice(0, at) + end;
}

/** Whether signs at the end are the second of their pair. */
function closes(text, tail) {
  return (text.replace(/`[^`]*`/g, '').split(tail).length - 1) % 2 === 0;
}

function elements(block) {
  const fragment = purify.sanitize(marked.parser([block]), RULES);
  fragment.querySelectorAll('pre').forEach(code);
  fragment.querySelectorAll('a').forEach(link);
  fragment.querySelectorAll('img').forEach(picture);
  fragment.querySelectorAll('input').forEach(box);
  fragment.querySelectorAll('table').forEach(table);
  fragment.querySelectorAll('[class]').forEach(element => {
    if (!element.closest('.code, .scroll-x')) {
      element.removeAttribute('class');
    }
  });
  const holder = document.createElement('div');
  holder.className = 'block';
  holder.append(fragment);
  return holder;
}

function code(pre) {
  const inner = pre.querySelector('code') ?? pre;
  const name = /language-(\S+)/.exec(inner.className)?.[1] ?? '';
  pre.replaceWith(codeBlock(inner.textContent.replace(/\n$/, ''), name));
}

/** Code with its language and a button that copies it. */
export function codeBlock(text, name) {
  const holder = document.createElement('div');
  holder.className = 'code';
  const head = document.createElement('div');
  head.className = 'code-head';
  const label = document.createElement('span');
  label.textContent = name;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = t('copy');
  button.setAttribute('aria-label', t('copy.code'));
  button.onclick = () => copy(text, button);
  head.append(label, button);
  const pre = document.createElement('pre');
  pre.tabIndex = 0;
  const inner = document.createElement('code');
  colour(inner, text, name);
  pre.append(inner);
  holder.append(head, pre);
  return holder;
}

/** Copies, and says so on the button. */
export async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = t('copied');
  } catch {
    button.textContent = t('copy.failed');
  }
  setTimeout(() => (button.textContent = t('copy')), 1500);
}

function link(a) {
  if (!a.getAttribute('href')) {
    a.replaceWith(...a.childNodes);
    return;
  }
  a.target = '_blank';
  a.rel = 'noopener noreferrer nofollow';
}

// A picture elsewhere would tell that host who reads, and could carry words away in its address.
function picture(img) {
  if (img.getAttribute('src')?.startsWith('data:')) {
    return;
  }
  if (!img.getAttribute('src')) {
    img.replaceWith(img.alt);
    return;
  }
  const a = document.createElement('a');
  a.href = img.getAttribute('src') ?? '';
  a.textContent = img.alt || a.href;
  link(a);
  img.replaceWith(a);
}

function box(input) {
  const mark = document.createElement('span');
  mark.textContent = input.checked ? '☑ ' : '☐ ';
  input.replaceWith(mark);
}

function table(element) {
  const holder = document.createElement('div');
  holder.className = 'scroll-x';
  holder.tabIndex = 0;
  element.replaceWith(holder);
  holder.append(element);
}

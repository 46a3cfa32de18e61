// Where people write: text, pictures from the clipboard, a drop or the disk, and the two buttons.

import {html} from './lib/lit-html/lit-html.js';
import {live} from './lib/lit-html/directives/live.js';
import {ref, createRef} from './lib/lit-html/directives/ref.js';
import {icon} from './icons.js';
import {iconButton} from './parts.js';
import {conversation, send, stop} from './conversation.js';
import {state, toast, update} from './store.js';
import {t} from './words.js';

const LARGEST_SIDE = 2048;
const MOST_IMAGES = 8;
const COMMANDS = ['/new', '/reset', '/status', '/compact', '/model', '/think', '/stop', '/help'];

const drafts = new Map();
const area = createRef();
const picker = createRef();
const pictures = new Map();
let hint = -1;

const draft = () => drafts.get(conversation.key) ?? '';
const images = (key = conversation.key) => pictures.get(key) ?? [];

function write(text) {
  drafts.set(conversation.key, text);
  hint = -1;
  update();
}

export const focusComposer = () => area.value?.focus();

/** What one message may weigh, with room for the words: the gateway says how large a frame may be. */
const budget = () => ((state.hello?.policy?.maxPayload ?? 524_288) - 16_384) * 0.74;

export async function add(files) {
  const {key} = conversation; // reading takes a while: they belong to the session they were given to
  for (const file of files) {
    if (!file.type.startsWith('image/')) {
      toast(t('composer.onlyImages', file.name), 'error');
    } else if (images(key).length >= MOST_IMAGES) {
      toast(t('composer.tooMany', MOST_IMAGES), 'error');
    } else {
      try {
        const image = await readImage(file, budget() / MOST_IMAGES * 2);
        pictures.set(key, [...images(key), image]);
      } catch {
        toast(t('composer.unreadable', file.name), 'error');
      }
      update();
    }
  }
}

// As it is when it is small; else made smaller until it fits.
async function readImage(file, most) {
  const picture = await createImageBitmap(file);
  let blob = file;
  let side = Math.min(LARGEST_SIDE, Math.max(picture.width, picture.height));
  let quality = 0.9;
  const known = /^image\/(png|jpeg|webp|gif)$/.test(file.type);
  while (!known || blob.size > most || Math.max(picture.width, picture.height) > LARGEST_SIDE) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    blob = await canvas.convertToBlob({type: 'image/jpeg', quality});
    if (blob.size <= most || side < 300) {
      break;
    }
    side *= 0.8;
    quality = Math.max(0.6, quality - 0.08);
  }
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
  return {url, mimeType: blob.type, content: url.slice(url.indexOf(',') + 1), fileName: file.name || 'image'};
}

function submit() {
  const text = draft().trim();
  if (!text && images().length === 0) {
    return;
  }
  if (images().reduce((sum, image) => sum + image.content.length, text.length * 3) > budget() / 0.74) {
    toast(t('composer.tooBig'), 'error');
    return;
  }
  const sent = images();
  pictures.delete(conversation.key);
  write('');
  send(text, sent);
  document.dispatchEvent(new Event('said'));
}

function commands() {
  const text = draft();
  return /^\/\S*$/.test(text) ? COMMANDS.filter(command => command.startsWith(text) && command !== text) : [];
}

function key(event) {
  if (event.isComposing || event.keyCode === 229) {
    return; // Enter, Escape and the arrows are the input method's as long as it composes
  }
  const offers = commands();
  if (offers.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    hint = (hint + (event.key === 'ArrowDown' ? 1 : -1) + offers.length) % offers.length;
    update();
  } else if (offers.length > 0 && (event.key === 'Tab' || (event.key === 'Enter' && hint >= 0)) && !event.shiftKey) {
    event.preventDefault();
    write(offers[Math.max(0, hint)] + ' ');
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    submit();
  }
}

function paste(event) {
  const files = [...event.clipboardData.files];
  if (files.length > 0) {
    event.preventDefault();
    add(files);
  }
}

let dragging = false;

function drag(inside) {
  if (dragging !== inside) {
    dragging = inside;
    update();
  }
}

const hasFiles = event => event.dataTransfer?.types.includes('Files');
const talking = () => state.route === 'chat' && state.hello && !state.dialog;

// The whole page takes what is dropped: beside the field, the browser would leave the page for the file.
addEventListener('dragover', event => {
  if (hasFiles(event)) {
    event.preventDefault();
    drag(talking());
  }
});
addEventListener('dragleave', event => event.relatedTarget === null && drag(false));
addEventListener('drop', event => {
  if (hasFiles(event)) {
    event.preventDefault();
    drag(false);
    if (talking()) {
      add([...event.dataTransfer.files]);
    }
  }
});

const loose = () => talking() && document.activeElement?.matches('body, main, .messages');

// Who just types or pastes while nothing else is chosen means the message; Escape stops from anywhere.
addEventListener('keydown', event => {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) {
    return;
  }
  if (event.key === 'Escape' && conversation.running && talking() && !state.menu) {
    stop();
  } else if (loose() && event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    focusComposer();
  }
});
addEventListener('paste', event => {
  if (loose()) {
    focusComposer();
    paste(event);
  }
});

function grow() {
  const box = area.value;
  if (box && !CSS.supports('field-sizing', 'content')) {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 240)}px`;
  }
}

export function composer() {
  const {running} = conversation;
  const offers = commands();
  const attached = images();
  const ready = draft().trim() !== '' || attached.length > 0;
  return html`<form class="composer ${dragging ? 'dragging' : ''}" @submit=${event => { event.preventDefault(); submit(); }}>
    ${offers.length > 0 ? html`<ul class="offers" role="listbox" id="offers" aria-label=${t('composer.commands')}>
      ${offers.map((offer, i) => html`<li role="option" id="offer-${i}" aria-selected=${i === hint} @mousedown=${event => { event.preventDefault(); write(offer + ' '); }}>
        <span class="mono">${offer}</span><span class="muted">${t('command' + offer.replace('/', '.'))}</span></li>`)}</ul>` : ''}
    ${attached.length > 0 ? html`<ul class="thumbs" aria-label=${t('composer.images')}>${attached.map(image => html`<li><img src=${image.url} alt=${image.fileName}>
      ${iconButton('close', t('composer.removeImage', image.fileName), () => { pictures.set(conversation.key, images().filter(one => one !== image)); update(); })}</li>`)}</ul>` : ''}
    <textarea ${ref(area)} rows="1" enterkeyhint="send" aria-label=${t('composer.label')} placeholder=${t(running ? 'composer.steer' : 'composer.ask')}
      aria-controls=${offers.length > 0 ? 'offers' : ''} aria-activedescendant=${hint >= 0 ? `offer-${hint}` : ''}
      .value=${live(draft())} @input=${event => { write(event.target.value); grow(); }} @keydown=${key} @paste=${paste}></textarea>
    <div class="composer-foot">
      <input type="file" class="sr" tabindex="-1" aria-hidden="true" accept="image/*" multiple ${ref(picker)} @change=${event => { add([...event.target.files]); event.target.value = ''; }}>
      ${iconButton('attach', t('composer.attach'), () => picker.value.click())}
      <span class="hint">${t(running ? 'composer.keys.running' : 'composer.keys')}</span>
      ${running ? html`<button type="button" class="round stop" title=${t(running.stopping ? 'stopping' : 'stop')} aria-label=${t(running.stopping ? 'stopping' : 'stop')} ?disabled=${running.stopping} @click=${stop}>
        ${running.stopping ? html`<span class="spinner" aria-hidden="true"></span>` : icon('stop')}</button>` : ''}
      ${running && !ready ? '' : html`<button type="submit" class="round send" title=${t('send')} aria-label=${t('send')} ?disabled=${!ready}>${icon('send')}</button>`}
    </div>
  </form>`;
}

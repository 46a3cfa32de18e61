// Language and light.

import {html} from '../lib/lit-html/lit-html.js';
import {iconButton} from '../parts.js';
import {settings, saveSettings} from '../keep.js';
import {update} from '../store.js';
import {language, setLanguage, t} from '../words.js';

const NEXT = {auto: 'light', light: 'dark', dark: 'auto'};
const ICON = {auto: 'auto', light: 'sun', dark: 'moon'};

export function applyTheme() {
  document.documentElement.dataset.theme = settings.theme;
}

export function switches() {
  return html`
    <button type="button" class="icon-button words" lang=${language() === 'zh' ? 'en' : 'zh-CN'} title=${t('language')} aria-label=${language() === 'zh' ? 'English' : '中文'}
      @click=${() => { setLanguage(language() === 'zh' ? 'en' : 'zh'); update(); }}>${language() === 'zh' ? 'EN' : '中'}</button>
    ${iconButton(ICON[settings.theme], t('theme.' + settings.theme), () => { settings.theme = NEXT[settings.theme]; saveSettings(); applyTheme(); update(); })}`;
}

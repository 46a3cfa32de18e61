// Numbers, money, sizes and times as people write them.

import {language, t} from './words.js';

const locale = () => (language() === 'zh' ? 'zh-CN' : 'en');

const made = new Map();

/** A formatter of the browser's. Making one takes longer than a hundred uses of it, and lists use it in every line. */
function format(kind, options = {}) {
  const key = `${kind} ${locale()} ${JSON.stringify(options)}`;
  return made.get(key) ?? made.set(key, new Intl[kind](locale(), options)).get(key);
}

export const count = n => format('NumberFormat').format(n ?? 0);

/** 12 345 tokens as 12.3k: for narrow places. */
export function brief(n) {
  if (n === undefined || n === null) {
    return '–';
  }
  if (n < 1000) {
    return String(n);
  }
  const [unit, sign] = n < 1_000_000 ? [1000, 'k'] : [1_000_000, 'M'];
  const value = n / unit;
  return (value < 10 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value)) + sign;
}

const SIGNS = {CNY: '¥', USD: '$', EUR: '€'};

function amount(value, currency) {
  const digits = value === 0 || Math.abs(value) >= 1 ? 2 : Math.abs(value) >= 0.01 ? 3 : 4;
  return (SIGNS[currency] ?? currency + ' ') + value.toFixed(digits);
}

/** `{CNY: 1.2, USD: 0.1}` as ¥1.20 + $0.10; two currencies are not added up. */
export function money(cost) {
  const parts = Object.entries(cost ?? {}).filter(([, value]) => typeof value === 'number');
  return parts.length === 0 ? '' : parts.map(([currency, value]) => amount(value, currency)).join(' + ');
}

export function addCost(one = {}, other = {}) {
  const sum = {...one};
  for (const [currency, value] of Object.entries(other)) {
    sum[currency] = (sum[currency] ?? 0) + value;
  }
  return sum;
}

/** What a message cost, in whichever of the two shapes it says so. */
export function costOf(message) {
  if (message.cost && typeof message.cost === 'object') {
    const {amount: value, currency, ...plain} = message.cost;
    return currency ? {[currency]: Number(value)} : plain;
  }
  const told = message.usage?.cost;
  return told?.total > 0 ? {[told.currency ?? 'USD']: told.total} : {};
}

export function bytes(n) {
  return n < 1024 ? `${n} B` : n < 1_048_576 ? `${Math.round(n / 1024)} KB` : `${(n / 1_048_576).toFixed(1)} MB`;
}

export function millis(ms) {
  if (ms === undefined || ms === null) {
    return '–';
  }
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < 60_000) {
    return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  }
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60 ? `${minutes} min ${Math.round((ms % 60_000) / 1000)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A length of time that a person chose: 6 hours, 1 day. */
export function span(ms) {
  const [unit, size] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]].find(([, one]) => ms % one === 0) ?? ['second', 1000];
  return format('NumberFormat', {style: 'unit', unit, unitDisplay: 'long'}).format(ms / size);
}

const CLOCK = {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};

/** The time of day, and the day unless it is today. */
export function moment(ts) {
  const date = new Date(ts);
  const now = new Date();
  if (date.toDateString() === now.toDateString()) {
    return format('DateTimeFormat', CLOCK).format(ts);
  }
  const year = date.getFullYear() === now.getFullYear() ? {} : {year: 'numeric'};
  return format('DateTimeFormat', {...year, month: 'short', day: 'numeric', ...CLOCK}).format(ts);
}

export function clockSeconds(ts) {
  return format('DateTimeFormat', {...CLOCK, second: '2-digit'}).format(ts);
}

export function dateTime(ts) {
  return format('DateTimeFormat', {year: 'numeric', month: '2-digit', day: '2-digit', ...CLOCK}).format(ts);
}

const STEPS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]];

/** “3 minutes ago”, “in 2 hours”. */
export function ago(ts) {
  if (!ts) {
    return t('never');
  }
  const distance = ts - Date.now();
  for (const [unit, size] of STEPS) {
    if (Math.abs(distance) >= size) {
      return format('RelativeTimeFormat', {numeric: 'auto'}).format(Math.trunc(distance / size), unit);
    }
  }
  return t('now');
}

export const shortDay = day => day.slice(5).replace('-', '/');

/** A day of this browser's calendar, `back` days ago, as YYYY-MM-DD. */
export function day(back = 0) {
  const date = new Date();
  date.setDate(date.getDate() - back);
  const two = n => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

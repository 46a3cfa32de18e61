// What this browser remembers. Settings are plain; secrets are encrypted under a key that cannot be exported.

const SETTINGS = 'openclaw.page.settings';

export const settings = {language: null, theme: 'auto', session: null, agent: null, wide: false, stay: true, ...readSettings()};

function readSettings() {
  try {
    return JSON.parse(localStorage.getItem(SETTINGS)) ?? {};
  } catch {
    return {};
  }
}

export function saveSettings() {
  try {
    localStorage.setItem(SETTINGS, JSON.stringify(settings));
  } catch {
    // A browser that keeps nothing still works, for this tab.
  }
}

function database() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('openclaw', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('keep');
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function inStore(mode, work) {
  const db = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction('keep', mode);
      const asked = work(transaction.objectStore('keep'));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

const get = name => inStore('readonly', store => store.get(name)).catch(() => undefined);
const put = (name, value) => inStore('readwrite', store => store.put(value, name)).catch(() => undefined);
const drop = name => inStore('readwrite', store => store.delete(name)).catch(() => undefined);

const base64 = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const base64url = bytes => base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const hex = bytes => [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('');

let memory; // for browsers that keep nothing (private windows)

/**
 * Who this browser is: an Ed25519 key that never leaves it, not even to this script. Null where the browser has no such keys or
 * the page was not opened over https or on this machine.
 */
export async function device() {
  if (!globalThis.crypto?.subtle) {
    return null;
  }
  let pair = memory ?? (await get('device'));
  if (!pair) {
    try {
      pair = await crypto.subtle.generateKey({name: 'Ed25519'}, false, ['sign', 'verify']);
    } catch {
      return null;
    }
    await put('device', pair);
  }
  memory = pair;
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  return {
    id: hex(await crypto.subtle.digest('SHA-256', raw)),
    publicKey: base64url(raw),
    sign: async text => base64url(await crypto.subtle.sign('Ed25519', pair.privateKey, new TextEncoder().encode(text))),
  };
}

async function sealingKey() {
  let key = await get('seal');
  if (!key) {
    key = await crypto.subtle.generateKey({name: 'AES-GCM', length: 256}, false, ['encrypt', 'decrypt']);
    await put('seal', key);
  }
  return key;
}

/** Keeps the device's token for the next visit. */
export async function keepDeviceToken(token) {
  if (!globalThis.crypto?.subtle) {
    return;
  }
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({name: 'AES-GCM', iv}, await sealingKey(), new TextEncoder().encode(token));
  await put('token', {iv, sealed});
}

export async function deviceToken() {
  const kept = globalThis.crypto?.subtle && (await get('token'));
  if (!kept) {
    return null;
  }
  try {
    const opened = await crypto.subtle.decrypt({name: 'AES-GCM', iv: kept.iv}, await sealingKey(), kept.sealed);
    return new TextDecoder().decode(opened);
  } catch {
    return null;
  }
}

export const dropDeviceToken = () => drop('token');

/** The shared token lives as long as this tab. */
export const tabToken = {
  get: () => sessionStorage.getItem('openclaw.token'),
  set: token => sessionStorage.setItem('openclaw.token', token),
  drop: () => sessionStorage.removeItem('openclaw.token'),
};

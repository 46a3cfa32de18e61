// The conversation with the gateway over one WebSocket: the handshake, requests and their answers, events, and coming back after
// the line was cut. It talks to the host the page came from, and to nobody else.

import {device, deviceToken, dropDeviceToken, keepDeviceToken, settings, tabToken} from './keep.js';
import {language, t} from './words.js';

const SCOPES = ['operator.admin', 'operator.read', 'operator.write', 'operator.approvals', 'operator.pairing'];
const CLIENT = {id: 'openclaw-control-ui', mode: 'webchat'};
const FIRST_PAUSE = 800;
const LONGEST_PAUSE = 15_000;
const CHALLENGE_MILLIS = 750;

/** Why a request was refused, in the gateway's words. */
export class GatewayError extends Error {
  constructor({code = 'UNAVAILABLE', message = '', details = null, retryAfterMs = null} = {}) {
    super(message);
    this.code = code;
    this.details = details;
    this.retryAfterMs = retryAfterMs;
  }
}

const listeners = new Map();

/** Hears an event of the gateway, or one of our own: `:state` (how the line is), `:hello` (it stands). */
export function on(event, listener) {
  (listeners.get(event) ?? listeners.set(event, new Set()).get(event)).add(listener);
  return () => listeners.get(event).delete(listener);
}

function tell(event, payload) {
  listeners.get(event)?.forEach(listener => {
    try {
      listener(payload);
    } catch (failure) {
      console.error(failure);
    }
  });
}

let socket = null;
let wanted = false;
let pause = FIRST_PAUSE;
let timer = 0;
let watch = 0;
let lastHeard = 0;
let tick = 30_000;
let lastId = 0;
let refusal = null;
const waiting = new Map();

/** The page's own folder on the server, whatever base path it is served under. */
export const base = new URL('.', location.href).pathname;

function address() {
  return (location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + base;
}

/** Takes the token out of the address (`#token=…`): it is not to be seen, copied or bookmarked. */
export function tokenFromAddress() {
  const found = /^#(?:.*&)?token=([^&]+)/.exec(location.hash);
  if (found) {
    history.replaceState(history.state, '', location.pathname + location.search);
    tabToken.set(decodeURIComponent(found[1]));
  }
}

export async function hasSecret() {
  return tabToken.get() !== null || (await deviceToken()) !== null;
}

export function open() {
  wanted = true;
  clearTimeout(timer);
  socket?.close(1000);
  refusal = null;
  tell(':state', {state: 'connecting'});
  const line = new WebSocket(address());
  socket = line;
  let shaken = false;
  const shake = nonce => {
    if (!shaken && line === socket) {
      shaken = true;
      handshake(line, nonce);
    }
  };
  line.onopen = () => setTimeout(() => shake(null), CHALLENGE_MILLIS);
  line.onmessage = ({data}) => line === socket && hear(data, shake);
  line.onclose = closing => line === socket && closed(closing);
}

export function close() {
  wanted = false;
  clearTimeout(timer);
  clearInterval(watch);
  const line = socket;
  socket = null;
  line?.close(1000);
  failAll();
  tell(':state', {state: 'signed-out'});
}

/** Leaves, and forgets the tokens of this browser. */
export async function signOut() {
  tabToken.drop();
  await dropDeviceToken();
  close();
}

async function handshake(line, nonce) {
  const typed = tabToken.get();
  const token = typed ?? (await deviceToken());
  const params = {
    minProtocol: 3,
    maxProtocol: 4,
    client: {...CLIENT, version: '1', platform: navigator.platform || 'web'},
    role: 'operator',
    scopes: SCOPES,
    caps: ['tool-events'],
    locale: language() === 'zh' ? 'zh-CN' : 'en',
    userAgent: navigator.userAgent,
    auth: token === null ? undefined : {token},
  };
  const me = await device();
  if (me) {
    const signedAt = Date.now();
    const words = [nonce ? 'v2' : 'v1', me.id, CLIENT.id, CLIENT.mode, 'operator', SCOPES.join(','), signedAt, token ?? ''];
    const signature = await me.sign((nonce ? [...words, nonce] : words).join('|'));
    params.device = {id: me.id, publicKey: me.publicKey, signature, signedAt, ...(nonce ? {nonce} : {})};
  }
  if (line !== socket) {
    return;
  }
  try {
    const hello = await request('connect', params);
    pause = FIRST_PAUSE;
    tick = hello.policy?.tickIntervalMs ?? tick;
    watchTicks();
    if (hello.auth?.deviceToken && settings.stay) {
      keepDeviceToken(hello.auth.deviceToken);
    }
    tell(':hello', hello);
    tell(':state', {state: 'connected', hello});
  } catch (failure) {
    refusal = failure;
    if (typed === null && failure.code === 'INVALID_REQUEST' && /unauthorized|token/i.test(failure.message)) {
      await dropDeviceToken();
    }
    line.close(4008, 'connect failed');
  }
}

function watchTicks() {
  clearInterval(watch);
  watch = setInterval(() => {
    if (Date.now() - lastHeard > 2 * tick + 2000) {
      socket?.close(4000, 'tick timeout');
    }
  }, 5000);
}

function hear(data, shake) {
  lastHeard = Date.now();
  let frame;
  try {
    frame = JSON.parse(data);
  } catch {
    return;
  }
  if (frame.type === 'res') {
    const asked = waiting.get(frame.id);
    if (asked) {
      waiting.delete(frame.id);
      clearTimeout(asked.timer);
      if (frame.ok) {
        asked.resolve(frame.payload ?? {});
      } else {
        asked.reject(new GatewayError(frame.error));
      }
    }
  } else if (frame.type === 'event') {
    if (frame.event === 'connect.challenge') {
      shake(frame.payload?.nonce ?? null);
    } else {
      tell(frame.event, frame.payload ?? {});
    }
  }
}

function closed(closing) {
  clearInterval(watch);
  socket = null;
  failAll();
  if (!wanted) {
    return;
  }
  const failure = refusal ?? (closing.code === 1008 ? new GatewayError({code: 'REFUSED', message: closing.reason}) : null);
  const pairing = failure?.code === 'NOT_PAIRED';
  const final = failure && !pairing && failure.code !== 'UNAVAILABLE' && !failure.retryAfterMs;
  if (final) {
    wanted = false;
    tell(':state', {state: 'signed-out', problem: failure});
    return;
  }
  const wait = failure?.retryAfterMs ?? (pairing ? 3000 : pause * (0.8 + Math.random() * 0.4));
  pause = Math.min(pause * 1.7, LONGEST_PAUSE);
  tell(':state', {state: pairing || failure?.retryAfterMs ? 'signed-out' : 'waiting', problem: failure, until: Date.now() + wait});
  timer = setTimeout(open, wait);
}

/** Does not wait any longer for the next try. */
export function tryNow() {
  if (wanted && !socket) {
    open();
  }
}

addEventListener('online', tryNow);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && tryNow());

function failAll() {
  const failure = new GatewayError({code: 'CUT', message: t('line.cut')});
  for (const asked of waiting.values()) {
    clearTimeout(asked.timer);
    asked.reject(failure);
  }
  waiting.clear();
}

/** Asks the gateway. @returns {Promise<object>} its answer; rejects with a GatewayError. */
export function request(method, params = {}, millis = 60_000) {
  return new Promise((resolve, reject) => {
    if (socket?.readyState !== WebSocket.OPEN) {
      reject(new GatewayError({code: 'CUT', message: t('line.cut')}));
      return;
    }
    const id = `p${++lastId}`;
    const late = () => {
      waiting.delete(id);
      reject(new GatewayError({code: 'TIMEOUT', message: t('line.silent', method)}));
    };
    waiting.set(id, {resolve, reject, timer: setTimeout(late, millis)});
    socket.send(JSON.stringify({type: 'req', id, method, params}));
  });
}

/** A fresh id for what must not happen twice. */
export const newId = () =>
  crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');

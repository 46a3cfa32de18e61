// Where in the page we are. Every address is one segment deep, so that relative addresses hold under any base path.

import {base} from './gateway.js';
import {state, update} from './store.js';

let show = () => {};

export const showWith = showing => (show = showing);

export function here() {
  const route = location.pathname.slice(base.length).replace(/\/+$/, '') || 'chat';
  return {route, params: Object.fromEntries(new URLSearchParams(location.search))};
}

export function addressOf(route, params = {}) {
  const words = new URLSearchParams(params).toString();
  return base + route + (words ? `?${words}` : '');
}

export function go(route, params = {}) {
  history.pushState(null, '', addressOf(route, params));
  state.menu = false;
  show();
  update();
}

/** For links: an ordinary click stays in the page, a click for a new tab opens one. */
export function follow(event, route, params) {
  if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    go(route, params);
  }
}

addEventListener('popstate', () => {
  show();
  update();
});

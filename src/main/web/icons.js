// Line drawings on a 24 grid. They repeat what the words beside them say, so screen readers skip them.

import {svg, html} from './lib/lit-html/lit-html.js';

const PATHS = {
  chat: 'M4 5h16v11H9l-5 4z',
  sessions: 'M5 6h14M5 12h14M5 18h9',
  models: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9',
  key: 'M8 20a4 4 0 1 1 0-8 4 4 0 0 1 0 8zM11 13l8-8M15.5 8.5L19 12',
  usage: 'M5 20V10M10 20V4M15 20v-8M20 20v-5',
  requests: 'M4 12h4l2-7 4 14 2-7h4',
  approvals: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4',
  cron: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 7v5l3 2',
  channels: 'M4 12a8 8 0 0 1 16 0M7.5 12a4.5 4.5 0 0 1 9 0M12 12v8',
  devices: 'M4 6h12v9H4zM2 19h11M17 9h4v10h-4z',
  skills: 'M12 3l2.5 5.5L20 9l-4 4 1 6-5-3-5 3 1-6-4-4 5.5-.5z',
  config: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4',
  logs: 'M5 4h14v16H5zM8 8h8M8 12h8M8 16h5',
  plus: 'M12 5v14M5 12h14',
  send: 'M12 20V5M6 11l6-6 6 6',
  stop: 'M7 7h10v10H7z',
  attach: 'M19 11l-7.5 7.5a4.5 4.5 0 0 1-6.4-6.4L13 4.2a3 3 0 0 1 4.3 4.3l-7.8 7.8a1.5 1.5 0 0 1-2.2-2.2L14 7.5',
  menu: 'M4 6h16M4 12h16M4 18h16',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9l6 6 6-6',
  more: 'M5 11.5v1M12 11.5v1M19 11.5v1',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  search: 'M11 18a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM16 16l4 4',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  edit: 'M4 20h4L19 9l-4-4L4 16z',
  export: 'M12 15V4M8 8l4-4 4 4M5 14v6h14v-6',
  refresh: 'M20 11a8 8 0 1 0-2 6M20 5v6h-6',
  think: 'M9 18h6M10 21h4M8 14a6 6 0 1 1 8 0c-.7.7-1 1.3-1 2H9c0-.7-.3-1.3-1-2z',
  tool: 'M14 7a4 4 0 0 1 5-4l-2.5 2.5 2 2L21 5a4 4 0 0 1-5 5l-8 8-3-3 8-8z',
  terminal: 'M4 5h16v14H4zM7 9l3 3-3 3M12 15h4',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  globe: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  check: 'M5 12l5 5 9-10',
  warn: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  sun: 'M12 16a4 4 0 1 1 0-8 4 4 0 0 1 0 8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5L19 19M19 5l-1.5 1.5M6.5 17.5L5 19',
  moon: 'M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z',
  auto: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 3v18',
  language: 'M4 6h9M8 4v2M11 6c-1 4-4 7-7 8M6 9c1 2.5 3 4 5 5M12 20l4-10 4 10M13.5 17h5',
  leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  play: 'M8 5l11 7-11 7z',
  help: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17h.01',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01',
  arrow: 'M12 5v14M6 13l6 6 6-6',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6z',
};

export function icon(name, extra = '') {
  return html`<svg class="icon ${extra}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${svg`<path d=${PATHS[name]}></path>`}</svg>`;
}

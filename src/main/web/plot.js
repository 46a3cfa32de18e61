// Bars, drawn here. The numbers are also there as a table, for those who do not see bars.

import {html, svg} from './lib/lit-html/lit-html.js';

const HEIGHT = 220;
const LEFT = 46;
const BOTTOM = 24;
const TOP = 10;

function nice(most) {
  const unit = 10 ** Math.floor(Math.log10(most || 1));
  return [1, 2, 2.5, 5, 10].map(step => step * unit).find(step => step >= most) ?? most;
}

/**
 * Stacked bars.
 *
 * @param label what the picture shows, in a sentence
 * @param bars {name, full, parts: [number…], said} from left to right
 * @param unit how a number is written on the axis
 */
export function bars(label, bars, unit) {
  const WIDTH = innerWidth < 700 ? 360 : 720; // letters stay readable on a phone
  const most = nice(Math.max(0, ...bars.map(bar => bar.parts.reduce((sum, part) => sum + part, 0))));
  const step = (WIDTH - LEFT) / Math.max(1, bars.length);
  const wide = Math.min(40, Math.max(2, step * 0.66));
  const y = value => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
  const every = Math.ceil(bars.length / (WIDTH / 72));
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
    ${[0, 0.5, 1].map(part => svg`<line class="grid" x1=${LEFT} x2=${WIDTH} y1=${y(most * part)} y2=${y(most * part)}></line>
      <text x=${LEFT - 6} y=${y(most * part) + 4} text-anchor="end">${unit(most * part)}</text>`)}
    ${bars.map((bar, i) => {
      let from = 0;
      const x = LEFT + i * step + (step - wide) / 2;
      return svg`<g><title>${bar.said}</title><rect class="hit" x=${LEFT + i * step} y=${TOP} width=${step} height=${HEIGHT - TOP - BOTTOM}></rect>
        ${bar.parts.map((part, n) => {
          const low = y(from);
          from += part;
          return svg`<rect class="bar-${n}" x=${x} y=${y(from)} width=${wide} height=${Math.max(0, low - y(from))} rx="1.5"></rect>`;
        })}
        ${i % every === 0 ? svg`<text x=${x + wide / 2} y=${HEIGHT - 6} text-anchor="middle">${bar.name}</text>` : ''}</g>`;
    })}
  </svg>`;
}

/** A part of a whole, as a bar that is filled. */
export function gauge(label, part) {
  const width = Math.max(0, Math.min(1, part)) * 100;
  return html`<svg class="gauge ${part > 0.9 ? 'full' : ''}" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label=${label}><rect class="all" width="100" height="6"></rect><rect class="part" width=${width} height="6"></rect></svg>`;
}

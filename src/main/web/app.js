import {html, render} from './lib/lit-html/lit-html.js';
import {marked} from './lib/marked/lib/marked.esm.js';
import purify from './lib/dompurify/dist/purify.es.mjs';
render(html`<p>${purify.sanitize(marked.parse('x'))}</p>`, document.getElementById('app'));

// Where in a JSON5 text one is: the path of keys around a place. Forgiving, for a text that is being written.

const SPACE = /\s|\uFEFF/;

/**
 * The path at a place in the text: the key one stands on, or the object or list one stands in.
 *
 * @returns {{path: (string|number)[], inside: (string|number)[]}} `path` to what is there, `inside` to what holds it
 */
export function pathAt(text, place) {
  const open = []; // {kind: '{' | '[', key, index, expecting}
  let i = 0;
  const top = () => open.at(-1);
  while (i < text.length && i < place) {
    const c = text[i];
    if (c === '/' && text[i + 1] === '/') {
      i = end(text.indexOf('\n', i), text);
    } else if (c === '/' && text[i + 1] === '*') {
      i = end(text.indexOf('*/', i + 2) + 1, text) + 1;
    } else if (SPACE.test(c)) {
      i++;
    } else if (c === '{' || c === '[') {
      open.push({kind: c, key: null, index: 0, expecting: c === '{'});
      i++;
    } else if (c === '}' || c === ']') {
      open.pop();
      i++;
    } else if (c === ',') {
      if (top()) {
        top().index++;
        top().expecting = top().kind === '{';
        if (top().expecting) {
          top().key = null;
        }
      }
      i++;
    } else if (c === ':') {
      i++;
    } else {
      const word = read(text, i);
      if (top()?.kind === '{' && top().expecting) {
        top().key = word.value;
        top().expecting = false;
      }
      i = word.end;
    }
  }
  const inside = open.slice(0, -1).map(step);
  const last = top() ? step(top()) : null;
  return {path: last === null ? inside : [...inside, last], inside: inside};
}

const step = level => (level.kind === '{' ? level.key : level.index);
const end = (found, text) => (found <= 0 ? text.length : found);

function read(text, from) {
  const quote = text[from];
  if (quote === '"' || quote === "'") {
    let i = from + 1;
    while (i < text.length && text[i] !== quote && text[i] !== '\n') {
      i += text[i] === '\\' ? 2 : 1;
    }
    return {value: text.slice(from + 1, i), end: i + 1};
  }
  let i = from + 1;
  while (i < text.length && !/[\s:,{}[\]"'/]/.test(text[i])) {
    i++;
  }
  return {value: text.slice(from, i), end: i};
}

/**
 * Puts back what a text field takes away: line ends other than \n, and the mark at the start. Lines at both ends of the text that
 * were not touched keep their bytes; what is new between them gets the line end that the text has most.
 */
export function keepBytes(original, edited) {
  const mark = original.startsWith('\uFEFF') && !edited.startsWith('\uFEFF') ? '\uFEFF' : '';
  const before = linesOf(original.slice(mark ? 1 : 0));
  const after = linesOf(edited);
  let start = 0;
  while (start < before.length && start < after.length && before[start].words === after[start].words && !before[start].end === !after[start].end) {
    start++;
  }
  let tail = 0;
  while (tail < before.length - start && tail < after.length - start && before.at(-1 - tail).words === after.at(-1 - tail).words
      && !before.at(-1 - tail).end === !after.at(-1 - tail).end) {
    tail++;
  }
  const ends = before.map(line => line.end).filter(Boolean);
  const usual = ['\r\n', '\n', '\r'].toSorted((one, other) => ends.filter(x => x === other).length - ends.filter(x => x === one).length)[0];
  const middle = after.slice(start, after.length - tail).map(line => line.words + (line.end ? usual : ''));
  const whole = line => line.words + line.end;
  return mark + [...before.slice(0, start).map(whole), ...middle, ...(tail > 0 ? before.slice(-tail).map(whole) : [])].join('');
}

function linesOf(text) {
  return [...text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)].filter(found => found[0] !== '').map(found => ({words: found[1], end: found[2]}));
}

/** What differs between two lists of lines: from where to where in the first, and what stands there in the second. */
function changed(from, to) {
  let start = 0;
  while (start < Math.min(from.length, to.length) && from[start] === to[start]) {
    start++;
  }
  let end = 0;
  while (end < Math.min(from.length, to.length) - start && from[from.length - 1 - end] === to[to.length - 1 - end]) {
    end++;
  }
  return {start, end: from.length - end, text: to.slice(start, to.length - end)};
}

/** Two changes of one text, put together; null where they touch each other, line for line. */
export function joined(base, mine, theirs) {
  if (mine === theirs || theirs === base) {
    return mine;
  }
  if (mine === base) {
    return theirs;
  }
  const lines = text => text.split('\n');
  const [first, second] = [changed(lines(base), lines(mine)), changed(lines(base), lines(theirs))].sort((one, other) => one.start - other.start);
  if (first.end > second.start || first.start === second.start) {
    return null;
  }
  const all = lines(base);
  return [...all.slice(0, first.start), ...first.text, ...all.slice(first.end, second.start), ...second.text, ...all.slice(second.end)].join('\n');
}

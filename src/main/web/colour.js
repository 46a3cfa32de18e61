// Colours for code: comments, words in quotes, numbers and the words of the language. Not a grammar, but right nearly always.

const WORDS = {
  c: `abstract as async await base bool boolean break byte case catch char class const constexpr continue debugger default defer
    delete do double else enum export extends extern false final finally float fn for foreach from func function get go goto if impl
    implements import in inline instanceof int interface internal is let long loop match mod module mut namespace new nil null
    operator out override package permits private protected pub public range readonly record ref return sealed select self set short
    signed sizeof static struct super switch synchronized template this throw throws trait transient true try type typedef typeof
    undefined union unsafe unsigned use using val var virtual void volatile when where while with yield`,
  python: `and as assert async await break case class continue def del elif else except False finally for from global if import in is
    lambda match None nonlocal not or pass raise return self True try while with yield`,
  shell: `case cd do done echo elif else esac eval exec exit export fi for function if in local return set shift source sudo then
    unset until while`,
  sql: `add all alter and as asc between by case check column constraint create cross default delete desc distinct drop else end
    exists false foreign from full group having if in index inner insert into is join key left like limit not null offset on or
    order outer primary references right select set table then true union unique update values view when where with`,
  data: 'true false null yes no on off',
};
const FAMILY = {
  bash: 'shell', sh: 'shell', zsh: 'shell', shell: 'shell', console: 'shell', dockerfile: 'shell', makefile: 'shell', ruby: 'python',
  rb: 'python', py: 'python', python: 'python', python3: 'python', sql: 'sql', sqlite: 'sql', json: 'data', json5: 'c', jsonc: 'c',
  yaml: 'data', yml: 'data', toml: 'data', ini: 'data', properties: 'data', text: '', txt: '', plain: '', plaintext: '',
};
const COMMENT = {c: '\\/\\/[^\\n]*|\\/\\*[\\s\\S]*?(?:\\*\\/|$)', python: '#[^\\n]*', shell: '(?<![\\w$])#[^\\n]*',
  sql: '--[^\\n]*|\\/\\*[\\s\\S]*?(?:\\*\\/|$)', data: '#[^\\n]*', markup: '<!--[\\s\\S]*?(?:-->|$)'};
const STRING = '"""[\\s\\S]*?(?:"""|$)|"(?:\\\\.|[^"\\\\\\n])*"|\'(?:\\\\.|[^\'\\\\\\n])*\'|`(?:\\\\.|[^`\\\\])*`';
const LONGEST = 60_000;
const patterns = new Map();

function family(name) {
  if (['html', 'xml', 'svg', 'vue'].includes(name)) {
    return 'markup';
  }
  return FAMILY[name] ?? (name ? 'c' : '');
}

function pattern(kind) {
  if (!patterns.has(kind)) {
    const word = kind === 'markup' ? '<\\/?[\\w:-]+|\\/?>' : `(?<![\\w$.])(?:${WORDS[kind].trim().split(/\s+/).join('|')})(?![\\w$])`;
    const source = `(${COMMENT[kind]})|(${STRING})|(${word})|((?<![\\w.])\\d[\\w.]*)`;
    patterns.set(kind, new RegExp(source, kind === 'sql' ? 'gi' : 'g'));
  }
  return patterns.get(kind);
}

const CLASSES = [null, 'tok-c', 'tok-s', 'tok-k', 'tok-n'];

/** Puts coloured pieces of the code into the element. */
export function colour(element, code, name) {
  const language = (name ?? '').toLowerCase();
  if (language === 'diff' || language === 'patch') {
    lines(element, code);
    return;
  }
  const kind = family(language);
  if (!kind || code.length > LONGEST) {
    element.textContent = code;
    return;
  }
  const pieces = document.createDocumentFragment();
  let from = 0;
  for (const found of code.matchAll(pattern(kind))) {
    pieces.append(code.slice(from, found.index));
    const span = document.createElement('span');
    span.className = CLASSES[found.findIndex((group, i) => i > 0 && group !== undefined)];
    span.textContent = found[0];
    pieces.append(span);
    from = found.index + found[0].length;
  }
  pieces.append(code.slice(from));
  element.replaceChildren(pieces);
}

function lines(element, code) {
  element.replaceChildren(
    ...code.split(/(?<=\n)/).map(line => {
      const span = document.createElement('span');
      span.className = line[0] === '+' ? 'diff-add' : line[0] === '-' ? 'diff-del' : line[0] === '@' ? 'tok-c' : '';
      span.textContent = line;
      return span;
    }),
  );
}

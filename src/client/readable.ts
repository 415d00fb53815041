const mostRounds = 5;

/** What a server said, as one line for a person: tags, entities and escapes undone, nothing in it that steers a terminal. */
export function readable(said: string): string {
  let text = said;
  // One layer may hold another: JSON in HTML, a URL in JSON.
  for (let round = 0; round < mostRounds; round++) {
    const before = text;
    text = withoutPercents(withoutEscapes(withoutEntities(withoutTags(text))));
    if (text === before) break;
  }
  return text
    .replace(terminal, '')
    .replace(invisible, '')
    .replace(/\s+/g, ' ')
    .replace(/\uFFFD+/g, '…')
    .trim();
}

// By hand, as a pattern over tags that do not end takes the square of the length.
function withoutTags(html: string): string {
  let text = '';
  let at = 0;
  let close = -1;
  for (;;) {
    const open = html.indexOf('<', at);
    if (close < open) close = html.indexOf('>', open);
    if (open < 0 || close < 0) return text + html.slice(at);
    const begun = tag.exec(html.slice(open, open + 8));
    if (begun === null) {
      text += html.slice(at, open + 1);
      at = open + 1;
      continue;
    }
    text += `${html.slice(at, open)} `;
    at = close + 1;
    const [, hidden] = begun;
    if (hidden === undefined) continue;
    const end = new RegExp(hidden === '!--' ? '-->' : `</${hidden}[^<>]*>`, 'gi');
    end.lastIndex = open;
    if (end.exec(html) === null) return text;
    at = end.lastIndex;
  }
}

/** What begins as a tag does; with a name where what is in it is not for people. */
const tag = /^<(?:(script|style|!--)|[/!?a-z])/i;

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,30}));/gi, (_, decimal, hex, name) =>
    name === undefined ? character(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)) : named(name),
  );
}

function named(name: string): string {
  const lower = name.toLowerCase();
  // An accented letter is as good as the letter: a person reads it, and what is looked for is compared without accents.
  return entities[lower] ?? (/^.(?:acute|grave|circ|tilde|uml|cedil|ring|caron)$/.test(lower) ? name.charAt(0) : ' ');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function withoutEscapes(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([\\/"'])|[bfnrtv0])/gi, (_, unicode, hex, itself) =>
    itself === undefined ? codeUnit(unicode ?? hex) : itself,
  );
}

function codeUnit(hex: string | undefined): string {
  return hex === undefined ? ' ' : String.fromCharCode(Number.parseInt(hex, 16));
}

function withoutPercents(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (byte) => Number.parseInt(byte, 16));
    return new TextDecoder().decode(bytes);
  });
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const terminal = /[\x1b\x9b](?:\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)?|\[?[0-?]*[ -/]*[@-~])/g;
const invisible = /[^\P{C}\s]/gu;

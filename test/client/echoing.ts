/** Ways in which a server may repeat what it got. */
export const echoing: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in capitals': (text) => text.toUpperCase(),
  'in small letters': (text) => text.toLowerCase(),
  'in JSON': (text) => JSON.stringify({ got: text }),
  'in JSON in JSON': (text) => JSON.stringify({ got: JSON.stringify({ got: text }) }),
  'in JSON as PHP writes it': (text) => escaped(JSON.stringify({ got: text })).replaceAll('/', '\\/'),
  'in JSON with capital digits': (text) => escaped(JSON.stringify({ got: text }), true),
  'in HTML': (text) => `<html><body><h1>Error</h1><p>Got: ${entities(text)}</p></body></html>`,
  'in HTML in numbers': (text) => `<p>${[...text].map((letter) => `&#${letter.codePointAt(0)};`).join('')}</p>`,
  'in HTML in hexadecimal numbers': (text) =>
    `<p>${[...text].map((letter) => `&#x${letter.codePointAt(0)?.toString(16)};`).join('')}</p>`,
  'in HTML unescaped, in a tag for each word': (text) =>
    text
      .split(' ')
      .map((word) => `<b>${entities(word)}</b>`)
      .join(' '),
  'in HTML in JSON': (text) => JSON.stringify({ error: `<p>${entities(text)}</p>` }),
  'in a URL': (text) => `?got=${encodeURIComponent(text)}&x=1`,
  'in a form': (text) => `got=${encodeURIComponent(text).replaceAll('%20', '+')}`,
  'in a URL twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'in a URL with small digits': (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  'with control characters and colours': (text) => `\u001b[31m${text}\u001b[0m\u0007\r\n`,
  'with invisible characters between': (text) => [...text].join('\u200b'),
  'turned to the left': (text) => `\u202e${text}\u202c`,
  'in another normal form': (text) => text.normalize('NFD'),
  'on several lines': (text) => text.split(' ').join('\r\n\t'),
  quoted: (text) => `field “${text}” is wrong`,
};

const bytesOf = (text: string) => [...new TextEncoder().encode(text)];
const inBytes = (text: string, written: (byte: number) => string) =>
  bytesOf(text)
    .map((byte) => (byte < 128 ? String.fromCharCode(byte) : written(byte)))
    .join('');

/** Ways in which a server may repeat what it took for another encoding, or writes byte by byte. */
export const mangling: Readonly<Record<string, (text: string) => string>> = {
  'in UTF-8 that was taken for windows-1251': (text) => new TextDecoder('windows-1251').decode(new TextEncoder().encode(text)),
  'in UTF-8 that was taken for windows-1252': (text) => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text)),
  'in UTF-8 that was taken for Latin-1': (text) => inBytes(text, (byte) => String.fromCharCode(byte)),
  'in bytes as Python writes them': (text) => inBytes(text, (byte) => `\\x${byte.toString(16)}`),
  'in bytes as a shell writes them': (text) => inBytes(text, (byte) => `\\${byte.toString(8)}`),
  'in the escapes of a JavaScript program': (text) =>
    text.replace(/[^ -~]/gu, (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`),
  'in the escapes of `escape`': (text) =>
    text.replace(/[^ -~]/g, (letter) => `%u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`),
};

function escaped(text: string, capitals = false): string {
  return text.replace(/[^ -~]/g, (letter) => {
    const code = letter.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${capitals ? code.toUpperCase() : code}`;
  });
}

function entities(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#039;');
}

/** Its letters and digits, whatever their case, accents and what stands between them. */
export function letters(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

// What the predicates of links take, for JSON Schema.

import { privateRanges, specialUseNames } from '../../src/wire/link.js';

// A control character, as the regular expressions of other languages know it too.
const control = '\\x00-\\x1f\\x7f-\\x9f';
const label = `[^\\s${control}/?#@:<>"^\`{|}%\\\\.\\[\\]]+`;
const end = '(?=[:/?#]|$)';
const port = '(?::(?:[0-5]?\\d{1,4}|6(?:[0-4]\\d{3}|5(?:[0-4]\\d\\d|5(?:[0-2]\\d|3[0-5])))))?';
const rest = `${port}(?:[/?#][^\\s${control}]*)?$`;
const scheme = '^[Hh][Tt][Tt][Pp][Ss]?://';
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const address = `(?:${octet}\\.){3}${octet}\\.?`;
const notPrivate = `(?!(?:${privateRanges})\\.)`;
const anyCase = (name: string) => name.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
const notSpecial = `(?!(?:${specialUseNames.map(anyCase).join('|')})\\.?${end})`;
// Letters that mean themselves. Others, such as full-width ones, are read as ASCII by browsers and servers:
// they would write `localhost` or an address that is not seen here.
const letter = 'A-Za-z\xdf-\u017e\u0370-\u17ff\u1e00-\u1fff\u3005-\u318f\u3400-\u9fff\uac00-\ud7a3';

const login = `(?:[^\\s${control}/\\\\?#@]*@)?`;
const host = `(?:${notPrivate}${address}|(?:${label}\\.)+${notSpecial}[${letter}][${letter}\\d-]*\\.?)`;

/** A link, as a pattern of JSON Schema: scheme, perhaps a login, a public host with a dot, perhaps a port and more. */
export const linkPattern: string = `${scheme}${login}${host}${rest}`;

/** An image, likewise, without a login. */
export const imagePattern: string = `${scheme}${host}${rest}`;

// What the predicates of links take, for JSON Schema.

// A control character, as the regular expressions of other languages know it too.
const control = '\\x00-\\x1f\\x7f-\\x9f';
const label = `[^\\s${control}/?#@:<>"^\`{|}%\\\\.\\[\\]]+`;
const end = '(?=[:/?#]|$)';
const port = '(?::(?:[0-5]?\\d{1,4}|6(?:[0-4]\\d{3}|5(?:[0-4]\\d\\d|5(?:[0-2]\\d|3[0-5])))))?';
const rest = `${port}(?:[/?#][^\\s${control}]*)?$`;
const scheme = '^[Hh][Tt][Tt][Pp][Ss]?://';
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const address = `(?:${octet}\\.){3}${octet}\\.?`;
const notPrivate = '(?!(?:0|10|127|169\\.254|172\\.(?:1[6-9]|2\\d|3[01])|192\\.168)\\.)';
const notLocalhost = `(?![Ll][Oo][Cc][Aa][Ll][Hh][Oo][Ss][Tt]\\.?${end})`;
// Letters that mean themselves. Others, such as full-width ones, are read as ASCII by browsers and servers:
// they would write `localhost` or an address that is not seen here.
const letter = 'A-Za-z\xdf-\u017e\u0370-\u17ff\u1e00-\u1fff\u3005-\u318f\u3400-\u9fff\uac00-\ud7a3';

/** A link, as a pattern of JSON Schema: scheme, perhaps a login, a host, perhaps a port and more. */
export const linkPattern: string = `${scheme}(?:[^\\s${control}/\\\\?#@]*@)?(?:\\[[0-9A-Fa-f:.]+\\]|${address}|(?:${label}\\.)*(?!(?:\\d+|0[Xx][0-9A-Fa-f]*)\\.?${end})${label}\\.?)${rest}`;

/** An image, likewise: a host with a dot that is neither private nor `localhost`, and no login. */
export const imagePattern: string = `${scheme}(?:${notPrivate}${address}|(?:${label}\\.)+${notLocalhost}[${letter}][${letter}\\d-]*\\.?)${rest}`;

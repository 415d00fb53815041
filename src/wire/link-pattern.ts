// What the predicates of links take, for JSON Schema.
// Made in functions whose calls are marked as pure, so that a bundle without the schemas leaves them out.

// A control character, as the regular expressions of other languages know it too.
const control = '\\x00-\\x1f\\x7f-\\x9f';
const end = '(?=[:/?#]|$)';
const port = '(?::(?:[0-5]?\\d{1,4}|6(?:[0-4]\\d{3}|5(?:[0-4]\\d\\d|5(?:[0-2]\\d|3[0-5])))))?';
const scheme = '^[Hh][Tt][Tt][Pp][Ss]?://';
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const notPrivate = '(?!(?:0|10|127|169\\.254|172\\.(?:1[6-9]|2\\d|3[01])|192\\.168)\\.)';
// Letters that mean themselves, as in the predicate.
const letter = 'A-Za-z\xdf-\u017e\u0370-\u17ff\u1e00-\u1fff\u3005-\u318f\u3400-\u9fff\uac00-\ud7a3';

/** A link, as a pattern of JSON Schema: scheme, perhaps a login, a host, perhaps a port and more. */
export const linkPattern: string = /* @__PURE__ */ patternOf(
  ({ label, address }) =>
    `(?:[^\\s${control}/?#@]*@)?(?:\\[[0-9A-Fa-f:.]+\\]|${address}|(?:${label}\\.)*(?!(?:\\d+|0[Xx][0-9A-Fa-f]*)\\.?${end})${label}\\.?)`,
);

/** An image, likewise: a host with a dot that is neither private nor `localhost`, and no login. */
export const imagePattern: string = /* @__PURE__ */ patternOf(
  ({ label, address }) =>
    `(?:${notPrivate}${address}|(?:${label}\\.)+(?![Ll][Oo][Cc][Aa][Ll][Hh][Oo][Ss][Tt]\\.?${end})[${letter}][${letter}\\d-]*\\.?)`,
);

function patternOf(authority: (parts: { readonly label: string; readonly address: string }) => string): string {
  const label = `[^\\s${control}/?#@:<>"^\`{|}%\\\\.\\[\\]]+`;
  const address = `(?:${octet}\\.){3}${octet}\\.?`;
  return `${scheme}${authority({ label, address })}${port}(?:[/?#][^\\s${control}]*)?$`;
}

// Characters that XML does not have, and those that turn the direction of what follows.
const forbidden =
  /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;
const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// More than any script puts on one letter: they would pile up out of the bubble.
const piled = /(\p{M}{4})\p{M}+/gu;

/** Text fit to be drawn: line ends made one, and a sign in place of what XML cannot hold. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(forbidden, '\ufffd')
    .replace(piled, '$1');
}

/** Text as it stands in XML, in content and in attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => special[character] as string);
}

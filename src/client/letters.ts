/**
 * The letters and digits of a text, without case, accents and what stands between them: a phone in groups, a text in capitals or
 * with other quotes are the same letters. They lie in arrays, as a request may hold a million texts to compare.
 */
export class Letters {
  length = 0;
  codes = new Uint16Array(256);
  /** Whether a word begins there; after the last letter it does. */
  begins = new Uint8Array(257);
  /** Where each stands in the text. */
  places = new Uint32Array(256);

  /** Takes another text in place of the one before. Tells whether it holds a character that may be part of an escape. */
  read(text: string): boolean {
    if (text.length > this.codes.length) this.#grow(text.length);
    known ??= new Uint16Array(65_536);
    const { codes, begins: beginnings, places } = this;
    let length = 0;
    let begins = 1;
    let escapes = false;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code >= 0xd800 && code <= 0xdbff && unseen.test(text.slice(index, index + 2))) {
        index++;
        continue;
      }
      const letter = known[code] || learn(known, code);
      if (letter > nothing) {
        codes[length] = letter;
        beginnings[length] = begins;
        places[length++] = index;
        begins = 0;
      } else if (letter <= separator) {
        begins = 1;
        if (letter === escaping) escapes = true;
      }
    }
    beginnings[length] = 1;
    this.length = length;
    return escapes;
  }

  join(start: number, end: number): string {
    return String.fromCharCode(...this.codes.subarray(start, end));
  }

  #grow(length: number): void {
    this.codes = new Uint16Array(length);
    this.begins = new Uint8Array(length + 1);
    this.places = new Uint32Array(length);
  }
}

/** A whole pair of surrogates that shows nothing of its own. */
const unseen = /^[\p{C}\p{M}]/u;

const escaping = 1;
const separator = 2;
const nothing = 3;

/** What is known of each code unit so far. */
let known: Uint16Array | undefined;

/** What a code unit is: a letter without case and accents, or one of the three above. */
function learn(known: Uint16Array, code: number): number {
  const character = String.fromCharCode(code);
  // Halves of surrogate pairs: an emoji is as good as a letter.
  if (/[\uD800-\uDFFF]/.test(character)) known[code] = code;
  else if ('%&\\<\u001b\u009b'.includes(character)) known[code] = escaping;
  else if (/[\p{M}\p{Cf}]/u.test(character)) known[code] = nothing;
  else {
    const plain = character.normalize('NFKD').toLowerCase().charAt(0);
    known[code] = /[\p{L}\p{N}\p{So}\p{Sc}]/u.test(plain) && !/[$^`\uFFFD]/.test(plain) ? plain.charCodeAt(0) : separator;
  }
  return known[code] as number;
}

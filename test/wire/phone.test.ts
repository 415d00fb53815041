import metadata from 'libphonenumber-js/metadata.max.json' with { type: 'json' };
import { mailing } from 'viber-mailing';
import { phones } from 'viber-mailing/phones';
import { describe, expect, it } from 'vitest';
import { phoneFault } from '../../src/wire/phone.js';

/** The list of ITU-T E.164 assigned country codes, as it is printed, in tens. 970 is reserved there, and in use. */
const assigned = `
  1
  20 211 212 213 216 218
  220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249
  250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 27 290 291 297 298 299
  30 31 32 33 34 350 351 352 353 354 355 356 357 358 359 36
  370 371 372 373 374 375 376 377 378 379 380 381 382 383 385 386 387 389 39
  40 41 420 421 423 43 44 45 46 47 48 49
  500 501 502 503 504 505 506 507 508 509 51 52 53 54 55 56 57 58 590 591 592 593 594 595 596 597 598 599
  60 61 62 63 64 65 66 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692
  7
  800 808 81 82 84 850 852 853 855 856 86 870 878 880 881 882 883 886
  90 91 92 93 94 95 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 98 992 993 994 995 996 998`
  .trim()
  .split(/\s+/);

/** A phone of the length that its country asks for. */
const phoneOf = (beginning: string) => beginning.padEnd(beginning.startsWith('7') ? 11 : 12, '5');

describe('a phone', () => {
  it('begins with a country code that is assigned, and with nothing else', () => {
    for (let beginning = 100; beginning < 1000; beginning++) {
      const begins = assigned.some((code) => String(beginning).startsWith(code));
      expect(phoneFault(phoneOf(String(beginning))), String(beginning)).toBe(begins ? undefined : 'phone_country');
    }
  });

  it('may be of every country and network whose numbering plan is known', () => {
    const known = [...Object.keys(metadata.country_calling_codes), ...Object.keys(metadata.nonGeographic)];
    // The office for disaster relief has given its code back.
    for (const code of known.filter((code) => code !== '888')) expect(phoneFault(phoneOf(code)), code).toBeUndefined();
  });

  it('is no number as it is dialled at home', () => {
    for (const phone of ['80291111111', '80172000000', '89161234567', '8029111111'])
      expect(phoneFault(phone)).toBe('phone_country');
    expect(phoneFault('0291111111')).toBe('phone_format');
  });

  it('may look like a local one: 291 is the code of Eritrea, and only a reader of phones knows which country is meant', () => {
    expect(mailing().bulk().text('Hello').to('291111111').size).toBe(1);
    expect(phones({ country: 'BY' })('291111111')).toBe('375291111111');
  });

  it('has 12 digits in Belarus, 11 in Russia and Kazakhstan, and 7 to 15 elsewhere', () => {
    for (let length = 7; length <= 15; length++) {
      const phone = (beginning: string) => phoneFault(beginning.padEnd(length, '1'));
      expect(phone('375')).toBe(length === 12 ? undefined : 'phone_length');
      expect(phone('7')).toBe(length === 11 ? undefined : 'phone_length');
      expect(phone('79')).toBe(length === 11 ? undefined : 'phone_length');
      for (const beginning of ['1', '48', '374', '376', '998']) expect(phone(beginning), beginning).toBeUndefined();
    }
    for (const phone of ['375291', '3752911111111111']) expect(phoneFault(phone)).toBe('phone_format');
  });

  it('is a string: numbers and absent ones have a code of their own', () => {
    for (const number of [375291111111, 375291111111n, 0, Number.NaN]) expect(phoneFault(number)).toBe('phone_string');
    for (const absent of [undefined, null, '']) expect(phoneFault(absent)).toBe('phone_missing');
    for (const other of [true, {}, ['375291111111'], Symbol('x'), new String('375291111111')])
      expect(phoneFault(other)).toBe('phone_format');
  });
});

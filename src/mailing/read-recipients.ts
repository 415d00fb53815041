import { InvalidInputError, refuse } from '../wire/invalid-input-error.js';
import { Faults } from '../wire/issue.js';
import { buttonLinkFault, linkText } from '../wire/link.js';
import { phoneFault } from '../wire/phone.js';
import { mailingRules } from '../wire/rules.js';
import { textFault } from '../wire/text.js';
import type { Recipients } from './delivery-list.js';
import type { RecipientKind } from './mailing.js';
import { optionsOf } from './recipient-options.js';
import type { RecipientOptions } from './recipients.js';

const path = 'delivery_list';
const rowExpected = { phones: 'phone_expected', texts: 'text_row_expected', buttons: 'button_row_expected' } as const;

/** Reads what `to` was given: every recipient is checked, and all faults are reported together. */
export function readRecipients(kind: RecipientKind, source: unknown, second: unknown, third: unknown): Recipients {
  const { toRecipient, options } = optionsOf(second, third);
  const list = kind === 'phones' && toRecipient === undefined && typeof source === 'string' ? [source] : source;
  const reader = new Reader(kind, options, Array.isArray(list) ? list.length : 0);
  let index = 0;
  for (const row of iterable(list)) {
    const recipient = toRecipient === undefined ? row : toRecipient(row, index);
    if (recipient !== undefined || toRecipient === undefined) reader.take(recipient, index);
    index++;
  }
  return reader.recipients();
}

function iterable(source: unknown): Iterable<unknown> {
  let code: 'list_expected' | 'async_list' | 'unreadable' = 'list_expected';
  if (typeof source === 'object' && source !== null) {
    try {
      const list = source as { [Symbol.iterator]?: unknown; [Symbol.asyncIterator]?: unknown };
      if (typeof list[Symbol.iterator] === 'function') return source as Iterable<unknown>;
      if (typeof list[Symbol.asyncIterator] === 'function') code = 'async_list';
    } catch {
      code = 'unreadable';
    }
  }
  return refuse(mailingRules, code, path);
}

class Reader {
  readonly #kind: RecipientKind;
  readonly #onInvalid: RecipientOptions['onInvalid'];
  readonly #faults = new Faults(mailingRules);
  readonly #phones: string[];
  readonly #texts: string[] | undefined;
  readonly #links: string[] | undefined;
  #size = 0;

  constructor(kind: RecipientKind, options: RecipientOptions, length: number) {
    this.#kind = kind;
    this.#onInvalid = options.onInvalid;
    // Columns of a known length are filled six times as fast as ones that grow.
    this.#phones = new Array(length);
    this.#texts = kind === 'phones' ? undefined : new Array(length);
    this.#links = kind === 'buttons' ? new Array(length) : undefined;
  }

  take(recipient: unknown, index: number): void {
    if (this.#texts === undefined) {
      if (phoneFault(recipient) === undefined) this.#phones[this.#size++] = recipient as string;
      else this.#leaveOut(index, (faults, at) => faults.add(typeof recipient === 'object' ? 'phone_expected' : 'phone_format', at));
      return;
    }
    if (typeof recipient !== 'object' || recipient === null) {
      this.#leaveOut(index, (faults, at) => faults.add(rowExpected[this.#kind], at));
      return;
    }
    let phone: unknown;
    let text: unknown;
    let link: unknown;
    try {
      ({ phone, text, link } = recipient as Record<string, unknown>);
      if (this.#links !== undefined) link = linkText(link);
    } catch {
      this.#leaveOut(index, (faults, at) => faults.add('unreadable', at));
      return;
    }
    if (
      phoneFault(phone) === undefined &&
      textFault(text, 'text_empty') === undefined &&
      (this.#links === undefined ? link === undefined : buttonLinkFault(link) === undefined)
    ) {
      this.#phones[this.#size] = phone as string;
      this.#texts[this.#size] = text as string;
      if (this.#links !== undefined) this.#links[this.#size] = link as string;
      this.#size++;
    } else {
      this.#leaveOut(index, (faults, at) => this.#explain(faults, at, phone, text, link));
    }
  }

  recipients(): Recipients {
    if (this.#faults.total > 0) throw new InvalidInputError(this.#faults.issues, this.#faults.total);
    if (this.#size === 0) refuse(mailingRules, 'no_recipients', path);
    for (const column of [this.#phones, this.#texts, this.#links]) if (column !== undefined) column.length = this.#size;
    return { phones: this.#phones, texts: this.#texts, links: this.#links };
  }

  #explain(faults: Faults<keyof typeof mailingRules>, at: string, phone: unknown, text: unknown, link: unknown): void {
    if (phone === undefined && text === undefined) {
      faults.add(rowExpected[this.#kind], at);
      return;
    }
    const found = {
      phone: phoneFault(phone),
      text: textFault(text, 'text_empty'),
      button_link: this.#links !== undefined ? buttonLinkFault(link) : link === undefined ? undefined : ('personal_link' as const),
    };
    for (const [key, code] of Object.entries(found)) if (code !== undefined) faults.add(code, `${at}.${key}`);
  }

  #leaveOut(index: number, explain: (faults: Faults<keyof typeof mailingRules>, at: string) => void): void {
    const faults = this.#onInvalid === undefined ? this.#faults : new Faults(mailingRules);
    explain(faults, `${path}[${index}]`);
    this.#onInvalid?.({ index, issues: faults.issues });
  }
}

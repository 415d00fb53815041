import { InvalidInputError, refuse } from '../wire/invalid-input-error.js';
import { Faults } from '../wire/issue.js';
import type { MailingJson } from '../wire/json.js';
import { buttonLinkFault, linkText } from '../wire/link.js';
import { phoneFault } from '../wire/phone.js';
import type { MailingRules } from '../wire/rule.js';
import { mailingRules } from '../wire/rules.js';
import { textFault } from '../wire/text.js';
import { deliveryList, type Recipients } from './delivery-list.js';
import type { RecipientKind } from './mailing.js';
import { optionsOf } from './recipient-options.js';
import type { RecipientOptions } from './recipients.js';

const path = 'delivery_list';
const rowExpected = { phones: 'phone_expected', texts: 'text_row_expected', buttons: 'button_row_expected' } as const;

/** Reads what `to` was given: every recipient is checked, and all faults are reported together. */
export function readRecipients(kind: RecipientKind, source: unknown, second: unknown, third: unknown): Recipients {
  const { toRecipient, options } = optionsOf(second, third);
  const plainPhones = kind === 'phones' && toRecipient === undefined;
  let list = iterable(plainPhones && typeof source === 'string' ? [source] : source);
  if (plainPhones && Array.isArray(list)) {
    // Nearly always it holds phones only: copied whole and then checked, it is read twice as fast.
    const phones: unknown[] = [...list];
    if (arePhones(phones)) return { phones };
    list = phones;
  }
  // A proxy may give a length that is none.
  const reader = new Reader(kind, options, Array.isArray(list) ? list.length >>> 0 : 0);
  let index = 0;
  for (const row of list) {
    const recipient = toRecipient === undefined ? row : toRecipient(row, index);
    if (recipient !== undefined || toRecipient === undefined) reader.take(recipient, index);
    index++;
  }
  return reader.recipients();
}

function arePhones(list: readonly unknown[]): list is readonly string[] {
  for (let i = 0; i < list.length; i++) if (phoneFault(list[i]) !== undefined) return false;
  return list.length > 0;
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

/** Checks recipients one by one and keeps the faultless ones. */
export class Reader {
  readonly #kind: RecipientKind;
  readonly #onInvalid: RecipientOptions['onInvalid'];
  readonly #phones: string[];
  readonly #texts: string[] | undefined;
  readonly #links: string[] | undefined;
  #faults: Faults<keyof MailingRules> | undefined;
  size = 0;

  constructor(kind: RecipientKind, { onInvalid }: RecipientOptions, length: number) {
    this.#kind = kind;
    this.#onInvalid = onInvalid;
    // Columns of a known length are filled six times as fast as ones that grow.
    this.#phones = new Array(length);
    this.#texts = kind === 'phones' ? undefined : new Array(length);
    this.#links = kind === 'buttons' ? new Array(length) : undefined;
  }

  take(recipient: unknown, index: number): void {
    if (this.#texts === undefined) {
      if (phoneFault(recipient) === undefined) this.#phones[this.size++] = recipient as string;
      else this.#leaveOut(index, typeof recipient === 'object' ? 'phone_expected' : 'phone_format');
      return;
    }
    if (typeof recipient !== 'object' || recipient === null) {
      this.#leaveOut(index, rowExpected[this.#kind]);
      return;
    }
    let phone: unknown;
    let text: unknown;
    let link: unknown;
    try {
      ({ phone, text, link } = recipient as Record<string, unknown>);
    } catch {
      this.#leaveOut(index, 'unreadable');
      return;
    }
    if (this.#links !== undefined) link = linkText(link);
    if (
      phoneFault(phone) === undefined &&
      textFault(text, 'text_empty') === undefined &&
      rowLinkFault(this.#kind, link) === undefined
    ) {
      this.#phones[this.size] = phone as string;
      this.#texts[this.size] = text as string;
      if (this.#links !== undefined) this.#links[this.size] = link as string;
      this.size++;
    } else {
      this.#leaveOut(index, phone === undefined && text === undefined ? rowExpected[this.#kind] : undefined, phone, text, link);
    }
  }

  recipients(): Recipients {
    if (this.#faults !== undefined) throw new InvalidInputError(this.#faults.issues, this.#faults.total);
    if (this.size === 0) refuse(mailingRules, 'no_recipients', path);
    for (const column of [this.#phones, this.#texts, this.#links]) if (column !== undefined) column.length = this.size;
    return { phones: this.#phones, texts: this.#texts, links: this.#links };
  }

  /** What it kept, as it goes on the wire. */
  list(): MailingJson['delivery_list'] {
    return deliveryList(this.recipients());
  }

  /** Notes the fault of a recipient, or those of its parts. */
  #leaveOut(index: number, whole: keyof MailingRules | undefined, phone?: unknown, text?: unknown, link?: unknown): void {
    const onInvalid = this.#onInvalid;
    const faults = this.#faults ?? new Faults(mailingRules);
    if (onInvalid === undefined) this.#faults = faults;
    const add = (code: keyof MailingRules | undefined, key: string) => {
      if (code !== undefined) faults.add(code, faults.full ? '' : `${path}[${index}]${key}`);
    };
    add(whole, '');
    if (whole === undefined) {
      add(phoneFault(phone), '.phone');
      add(textFault(text, 'text_empty'), '.text');
      add(rowLinkFault(this.#kind, link), '.button_link');
    }
    onInvalid?.({ index, issues: faults.issues });
  }
}

function rowLinkFault(kind: RecipientKind, link: unknown): ReturnType<typeof buttonLinkFault> | 'personal_link' {
  if (kind === 'buttons') return buttonLinkFault(link);
  return link === undefined ? undefined : 'personal_link';
}

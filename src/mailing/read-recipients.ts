import { refuse } from '../wire/invalid-input-error.js';
import { Faults } from '../wire/issue.js';
import { buttonLinkFault, linkText } from '../wire/link.js';
import { phoneFault } from '../wire/phone.js';
import type { MailingRules } from '../wire/rule.js';
import { mailingRules } from '../wire/rules.js';
import type { RecipientReader } from '../wire/sendable.js';
import { textFault } from '../wire/text.js';
import { deliveryList, type Recipients } from './delivery-list.js';
import type { RecipientKind } from './mailing.js';
import { optionsOf } from './recipient-options.js';
import type { RecipientOptions } from './recipients.js';

const path = 'delivery_list';
const ends = ['', '.phone', '.text', '.button_link'];

type Code = keyof MailingRules;

/** Reads what `to` was given: every recipient is checked, and all faults are reported together. */
export function readRecipients(kind: RecipientKind, source: unknown, second: unknown, third: unknown): Recipients {
  const { toRecipient, onInvalid } = optionsOf(second, third);
  const plainPhones = kind === 'phones' && toRecipient === undefined;
  let list = iterable(plainPhones && typeof source === 'string' ? [source] : source);
  if (plainPhones && Array.isArray(list)) {
    // Nearly always it holds phones only: copied whole and then checked, it is read twice as fast.
    const phones: unknown[] = [...list];
    if (arePhones(phones)) return [phones];
    list = phones;
  }
  // A proxy may give a length that is none.
  const reader = readerOf(kind, onInvalid, Array.isArray(list) ? list.length >>> 0 : 0);
  let index = 0;
  for (const row of list) {
    const recipient = toRecipient === undefined ? row : toRecipient(row, index);
    if (recipient !== undefined || toRecipient === undefined) reader.take(recipient, index);
    index++;
  }
  return reader.recipients();
}

// A plain loop: `some` takes a fifth longer.
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

/** Begins to check recipients one by one and to keep the faultless ones. */
export function readerOf(
  kind: RecipientKind,
  onInvalid: RecipientOptions['onInvalid'],
  length: number,
): RecipientReader & { recipients(): Recipients } {
  // Columns of a known length are filled six times as fast as ones that grow.
  const phones: unknown[] = new Array(length);
  const texts: unknown[] | undefined = kind === 'phones' ? undefined : new Array(length);
  const links: unknown[] | undefined = kind === 'buttons' ? new Array(length) : undefined;
  const columns = [phones, texts, links].filter((column) => column !== undefined);
  let size = 0;
  let gathered: Faults<Code> | undefined;

  /** Notes the faults of a recipient: of the whole of it, or of its parts. */
  const leaveOut = (index: number, codes: readonly (Code | undefined)[]) => {
    const faults = gathered ?? new Faults(mailingRules);
    if (onInvalid === undefined) gathered = faults;
    for (let i = 0; i < codes.length; i++) faults.add(codes[i], faults.full ? '' : `${path}[${index}]${ends[i]}`);
    onInvalid?.({ index, issues: faults.issues });
  };

  const recipients = () => {
    gathered?.refuse();
    if (size === 0) refuse(mailingRules, 'no_recipients', path);
    for (const column of columns) column.length = size;
    return columns as unknown as Recipients;
  };

  return {
    take(recipient, index) {
      let whole: Code | undefined;
      let phone = recipient;
      let text: unknown;
      let link: unknown;
      let phoneCode: Code | undefined;
      let textCode: Code | undefined;
      let linkCode: Code | undefined;
      if (texts === undefined) whole = typeof recipient === 'object' ? 'phone_expected' : phoneFault(recipient);
      else {
        try {
          ({ phone, text, link } = (typeof recipient === 'object' && recipient ? recipient : {}) as Record<string, unknown>);
          if (phone === undefined && text === undefined) whole = links ? 'button_row_expected' : 'text_row_expected';
        } catch {
          whole = 'unreadable';
        }
        if (whole === undefined) {
          if (links !== undefined) link = linkText(link);
          phoneCode = phoneFault(phone);
          textCode = textFault(text, 'text_empty');
          if (links !== undefined) linkCode = buttonLinkFault(link);
          else if (link !== undefined) linkCode = 'personal_link';
        }
      }
      if ((whole ?? phoneCode ?? textCode ?? linkCode) !== undefined) {
        leaveOut(index, [whole, phoneCode, textCode, linkCode]);
        return;
      }
      phones[size] = phone;
      if (texts !== undefined) texts[size] = text;
      if (links !== undefined) links[size] = link;
      size++;
    },
    recipients,
    list: () => deliveryList(recipients()),
    size: () => size,
  };
}

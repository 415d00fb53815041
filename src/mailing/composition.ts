import { refuse } from '../wire/invalid-input-error.js';
import type { MailingJson } from '../wire/json.js';
import { imageFault, linkText } from '../wire/link.js';
import type { MailingRules } from '../wire/rule.js';
import { mailingRules } from '../wire/rules.js';
import type { ComposedMailing, MailingHeadJson } from '../wire/sendable.js';
import { senderFault, senderText } from '../wire/sender.js';
import { textFault } from '../wire/text.js';
import { buttonContent, ownPart } from './button-content.js';
import { deliveryList, entry, join, type Recipients, unique } from './delivery-list.js';
import type { RecipientKind } from './mailing.js';
import { readerOf, readRecipients } from './read-recipients.js';
import { scheduleText } from './schedule-text.js';

type MessageType = MailingJson['message_type'];
type Content = MailingJson['content'];

/**
 * The one class behind every stage. It has the steps of all of them; the stages' interfaces show the legal ones,
 * and an illegal one, taken from JavaScript, is refused here.
 */
// Private fields: nothing can be changed from outside, and no logger sees a phone or a text.
export class Composition {
  readonly #sender: string | undefined;
  readonly #name: string | undefined;
  readonly #time: string | undefined;
  readonly #type: MessageType | undefined;
  readonly #content: Content | undefined;
  readonly #recipients: Recipients | undefined;

  constructor(sender?: string, name?: string, time?: string, type?: MessageType, content?: Content, recipients?: Recipients) {
    this.#sender = sender;
    this.#name = name;
    this.#time = time;
    this.#type = type;
    this.#content = content;
    this.#recipients = recipients;
  }

  from(id: unknown): Composition {
    const sender = senderText(id);
    check(senderFault(sender), 'alphaname_id');
    return new Composition(sender as string, this.#name, this.#time, this.#type, this.#content, this.#recipients);
  }

  named(name: unknown): Composition {
    check(textFault(name, 'name_empty'), 'name');
    return new Composition(this.#sender, name as string, this.#time, this.#type, this.#content, this.#recipients);
  }

  at(time: unknown, zone?: unknown): Composition {
    const text = scheduleText(time, zone);
    return new Composition(this.#sender, this.#name, text, this.#type, this.#content, this.#recipients);
  }

  bulk(): Composition {
    check(this.#type && 'kind_chosen', 'message_type');
    return new Composition(this.#sender, this.#name, this.#time, 'bulk');
  }

  personal(): Composition {
    check(this.#type && 'kind_chosen', 'message_type');
    return new Composition(this.#sender, this.#name, this.#time, 'personal');
  }

  text(text?: unknown): Composition {
    const personal = unfilled(this.#type, this.#content) === 'personal';
    check(personal ? ownPart(text) : textFault(text, 'text_empty'), 'content.text');
    const content = (personal ? { type: 'text' } : { type: 'text', text }) as Content;
    return new Composition(this.#sender, this.#name, this.#time, this.#type, content);
  }

  image(url: unknown): Composition {
    if (unfilled(this.#type, this.#content) === 'personal') refuse(mailingRules, 'personal_image', 'content.type');
    const image = linkText(url);
    check(imageFault(image), 'content.image_url');
    const content: Content = { type: 'image', image_url: image as string };
    return new Composition(this.#sender, this.#name, this.#time, this.#type, content);
  }

  button(parts: unknown): Composition {
    const content = buttonContent(unfilled(this.#type, this.#content), parts);
    return new Composition(this.#sender, this.#name, this.#time, this.#type, content);
  }

  to(source: unknown, second?: unknown, third?: unknown): Composition {
    const type = chosen(this.#type);
    if (this.#content === undefined) refuse(mailingRules, 'content_missing', 'content');
    const recipients = join(this.#recipients, readRecipients(kindOf(type, this.#content), source, second, third));
    return new Composition(this.#sender, this.#name, this.#time, this.#type, this.#content, recipients);
  }

  unique(): Composition {
    const recipients = unique(complete(this.#recipients));
    return new Composition(this.#sender, this.#name, this.#time, this.#type, this.#content, recipients);
  }

  get size(): number {
    return this.#recipients?.[0].length ?? 0;
  }

  toJSON(): MailingJson {
    const list = deliveryList(complete(this.#recipients));
    const json = head(this.#sender, this.#name, this.#time, this.#type, this.#content) as MailingJson;
    json.delivery_list = list;
    return json;
  }

  get '~sendable'(): 'mailing' | 'mailing with sender' | undefined {
    if (this.#recipients === undefined) return undefined;
    return this.#sender === undefined ? 'mailing' : 'mailing with sender';
  }

  get '~holds'(): ComposedMailing['~holds'] | undefined {
    if (this.#content === undefined) return undefined;
    const recipients = this.#recipients;
    return {
      head: () => head(this.#sender, this.#name, this.#time, this.#type, this.#content),
      size: this.size,
      recipient: (index) => recipients && entry(recipients, index),
      reader: (onInvalid, length) => readerOf(kindOf(this.#type, this.#content), onInvalid, length),
    };
  }
}

// Functions rather than private methods, which would cost every step some time: they mark each value of the class.

function unfilled(type: MessageType | undefined, content: Content | undefined): MessageType {
  check(content && 'content_chosen', 'content');
  return chosen(type);
}

function chosen(type: MessageType | undefined): MessageType {
  return type ?? refuse(mailingRules, 'kind_missing', 'message_type');
}

function kindOf(type: MessageType | undefined, content: Content | undefined): RecipientKind {
  if (type === 'bulk') return 'phones';
  return content?.type === 'text' ? 'texts' : 'buttons';
}

function complete(recipients: Recipients | undefined): Recipients {
  return recipients ?? refuse(mailingRules, 'recipients_missing', 'delivery_list');
}

function check(code: keyof MailingRules | undefined, path: string): void {
  if (code !== undefined) refuse(mailingRules, code, path);
}

function head(
  sender: string | undefined,
  name: string | undefined,
  time: string | undefined,
  type: MessageType | undefined,
  content: Content | undefined,
): MailingHeadJson {
  const json: Record<string, unknown> = {};
  if (sender !== undefined) json['alphaname_id'] = sender;
  if (name !== undefined) json['name'] = name;
  json['message_type'] = type;
  if (time !== undefined) json['schedule_time'] = time;
  json['content'] = { ...content };
  return json as unknown as MailingHeadJson;
}

import { refuse } from '../wire/invalid-input-error.js';
import type { MailingJson } from '../wire/json.js';
import { imageFault, linkText } from '../wire/link.js';
import type { MailingRules } from '../wire/rule.js';
import { mailingRules } from '../wire/rules.js';
import type { ComposedMailing, MailingHeadJson } from '../wire/sendable.js';
import { senderFault, senderText } from '../wire/sender.js';
import { textFault } from '../wire/text.js';
import { buttonContent } from './button-content.js';
import { deliveryList, entry, join, type Recipients, unique } from './delivery-list.js';
import type { RecipientKind } from './mailing.js';
import { Reader, readRecipients } from './read-recipients.js';
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

  private constructor(
    sender: string | undefined,
    name: string | undefined,
    time: string | undefined,
    type: MessageType | undefined,
    content: Content | undefined,
    recipients: Recipients | undefined,
  ) {
    this.#sender = sender;
    this.#name = name;
    this.#time = time;
    this.#type = type;
    this.#content = content;
    this.#recipients = recipients;
  }

  static begin(name: unknown): Composition {
    const draft = new Composition(undefined, undefined, undefined, undefined, undefined, undefined);
    return name === undefined ? draft : draft.named(name);
  }

  /** What the chain would have built, from parts that were checked. */
  static of(json: MailingJson, recipients: Recipients): Composition {
    return new Composition(json.alphaname_id, json.name, json.schedule_time, json.message_type, { ...json.content }, recipients);
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
    return this.#choose('bulk');
  }

  personal(): Composition {
    return this.#choose('personal');
  }

  text(text?: unknown): Composition {
    if (this.#contentStep() === 'personal') {
      if (text !== undefined) refuse(mailingRules, 'personal_parts', 'content.text');
      return this.#filled({ type: 'text' });
    }
    check(textFault(text, 'text_empty'), 'content.text');
    return this.#filled({ type: 'text', text: text as string });
  }

  image(url: unknown): Composition {
    if (this.#contentStep() === 'personal') refuse(mailingRules, 'personal_image', 'content.type');
    const image = linkText(url);
    check(imageFault(image), 'content.image_url');
    return this.#filled({ type: 'image', image_url: image as string });
  }

  button(parts: unknown): Composition {
    return this.#filled(buttonContent(this.#contentStep(), parts));
  }

  to(source: unknown, second?: unknown, third?: unknown): Composition {
    if (this.#type === undefined) refuse(mailingRules, 'kind_missing', 'message_type');
    if (this.#content === undefined) refuse(mailingRules, 'content_missing', 'content');
    const added = readRecipients(this.#kind(), source, second, third);
    return this.#addressed(join(this.#recipients, added));
  }

  unique(): Composition {
    return this.#addressed(unique(this.#complete()));
  }

  get size(): number {
    return this.#recipients?.phones.length ?? 0;
  }

  toJSON(): MailingJson {
    const list = deliveryList(this.#complete());
    const json = this.#head() as MailingJson;
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
      head: () => this.#head(),
      size: this.size,
      recipient: (index) => recipients && entry(recipients, index),
      reader: (onInvalid, length) => new Reader(this.#kind(), { onInvalid }, length),
    };
  }

  #head(): MailingHeadJson {
    const json: Record<string, unknown> = {};
    if (this.#sender !== undefined) json['alphaname_id'] = this.#sender;
    if (this.#name !== undefined) json['name'] = this.#name;
    json['message_type'] = this.#type;
    if (this.#time !== undefined) json['schedule_time'] = this.#time;
    json['content'] = { ...this.#content };
    return json as unknown as MailingHeadJson;
  }

  #choose(type: MessageType): Composition {
    if (this.#type !== undefined) refuse(mailingRules, 'kind_chosen', 'message_type');
    return new Composition(this.#sender, this.#name, this.#time, type, undefined, undefined);
  }

  #contentStep(): MessageType {
    if (this.#type === undefined) refuse(mailingRules, 'kind_missing', 'message_type');
    if (this.#content !== undefined) refuse(mailingRules, 'content_chosen', 'content');
    return this.#type;
  }

  #filled(content: Content): Composition {
    return new Composition(this.#sender, this.#name, this.#time, this.#type, content, undefined);
  }

  #addressed(recipients: Recipients): Composition {
    return new Composition(this.#sender, this.#name, this.#time, this.#type, this.#content, recipients);
  }

  #kind(): RecipientKind {
    if (this.#type === 'bulk') return 'phones';
    return this.#content?.type === 'text' ? 'texts' : 'buttons';
  }

  #complete(): Recipients {
    return this.#recipients ?? refuse(mailingRules, 'recipients_missing', 'delivery_list');
  }
}

function check(code: keyof MailingRules | undefined, path: string): void {
  if (code !== undefined) refuse(mailingRules, code, path);
}

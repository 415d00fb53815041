import { contentTypes, type KindRow, type RecipientKind } from '../wire/content-types.js';
import { IssueCollector, throwIssue } from '../wire/errors.js';
import type { MailingHeadJson, MailingInternal } from '../wire/internal.js';
import { buttonLinkFault, imageFault, linkText } from '../wire/link.js';
import { readParts, type TakeParts } from '../wire/options.js';
import { type MailingRules, mailingRules } from '../wire/rules.js';
import { senderFault, senderText } from '../wire/sender.js';
import { textFault } from '../wire/text.js';
import type { MailingJson } from '../wire/types.js';
import { deliveryList, entry, join, type Recipients, readerOf, readRecipients, unique } from './recipients.js';
import { scheduleText } from './schedule.js';

type MessageType = MailingJson['message_type'];
type Content = MailingJson['content'];

/**
 * The one class behind every stage. It has the steps of all of them; the stages' interfaces show the legal ones,
 * and an illegal one, taken from JavaScript, is refused here.
 */
// Private fields: nothing can be changed from outside, and no logger sees a phone or a text.
export class MailingBuilder {
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

  from(id: unknown): MailingBuilder {
    const sender = senderText(id);
    check(senderFault(sender), 'alphaname_id');
    return new MailingBuilder(sender as string, this.#name, this.#time, this.#type, this.#content, this.#recipients);
  }

  named(name: unknown): MailingBuilder {
    check(textFault(name, 'name_empty'), 'name');
    return new MailingBuilder(this.#sender, name as string, this.#time, this.#type, this.#content, this.#recipients);
  }

  at(time: unknown, zone?: unknown): MailingBuilder {
    const text = scheduleText(time, zone);
    return new MailingBuilder(this.#sender, this.#name, text, this.#type, this.#content, this.#recipients);
  }

  bulk(): MailingBuilder {
    check(this.#type && 'kind_chosen', 'message_type');
    return new MailingBuilder(this.#sender, this.#name, this.#time, 'bulk');
  }

  personal(): MailingBuilder {
    check(this.#type && 'kind_chosen', 'message_type');
    return new MailingBuilder(this.#sender, this.#name, this.#time, 'personal');
  }

  text(text?: unknown): MailingBuilder {
    const personal = unfilled(this.#type, this.#content) === 'personal';
    check(personal ? ownPart(text) : textFault(text, 'text_empty'), 'content.text');
    const content = (personal ? { type: 'text' } : { type: 'text', text }) as Content;
    return new MailingBuilder(this.#sender, this.#name, this.#time, this.#type, content);
  }

  image(url: unknown): MailingBuilder {
    if (unfilled(this.#type, this.#content) === 'personal') throwIssue(mailingRules, 'personal_image', 'content.type');
    const image = linkText(url);
    check(imageFault(image), 'content.image_url');
    const content: Content = { type: 'image', image_url: image as string };
    return new MailingBuilder(this.#sender, this.#name, this.#time, this.#type, content);
  }

  button(parts: unknown): MailingBuilder {
    const content = buttonContent(unfilled(this.#type, this.#content), parts);
    return new MailingBuilder(this.#sender, this.#name, this.#time, this.#type, content);
  }

  to(source: unknown, second?: unknown, third?: unknown): MailingBuilder {
    const type = chosen(this.#type);
    if (this.#content === undefined) throwIssue(mailingRules, 'content_missing', 'content');
    const recipients = join(this.#recipients, readRecipients(kindOf(type, this.#content), source, second, third));
    return new MailingBuilder(this.#sender, this.#name, this.#time, this.#type, this.#content, recipients);
  }

  unique(): MailingBuilder {
    const recipients = unique(complete(this.#recipients));
    return new MailingBuilder(this.#sender, this.#name, this.#time, this.#type, this.#content, recipients);
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

  get '~internal'(): MailingInternal | undefined {
    if (this.#content === undefined) return undefined;
    const recipients = this.#recipients;
    return {
      kind: recipients === undefined ? 'composed' : 'mailing',
      hasSender: this.#sender !== undefined,
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
  return type ?? throwIssue(mailingRules, 'kind_missing', 'message_type');
}

function kindOf(type: MessageType | undefined, content: Content | undefined): RecipientKind {
  const row: KindRow | undefined = type && content && contentTypes[type][content.type];
  return row !== undefined && 'recipients' in row ? row.recipients : throwIssue(mailingRules, 'content_missing', 'content');
}

function complete(recipients: Recipients | undefined): Recipients {
  return recipients ?? throwIssue(mailingRules, 'recipients_missing', 'delivery_list');
}

function check(code: keyof MailingRules | undefined, path: string): void {
  if (code !== undefined) throwIssue(mailingRules, code, path);
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

/** A button's content from the parts given to `button`, all faults of them at once. */
export function buttonContent(type: 'bulk' | 'personal', given: unknown): MailingJson['content'] {
  const personal = type === 'personal';
  const wrongParts = personal ? 'button_parts' : 'bulk_parts';
  const { parts, others } = readParts(mailingRules, given, takeParts, wrongParts, 'content');
  const { caption, text } = parts;
  const link = linkText(parts['link']);
  const image = linkText(parts['image']);
  const faults = new IssueCollector(mailingRules);
  faults.add(imageFault(image), 'content.image_url');
  faults.add(personal ? ownPart(link) : buttonLinkFault(link), 'content.button_link');
  faults.add(textFault(caption, 'caption_empty'), 'content.caption');
  faults.add(personal ? ownPart(text) : textFault(text, 'text_empty'), 'content.text');
  if (others.length > 0) faults.add(wrongParts, 'content');
  faults.throwIfAny();
  return (
    personal
      ? { type: 'button', image_url: image, caption }
      : { type: 'button', image_url: image, button_link: link, caption, text }
  ) as MailingJson['content'];
}

const takeParts: TakeParts = ({ caption, link, image, text }) => ({ caption, link, image, text });

/** What is each recipient's own in a personal mailing, and no part of its content. */
export function ownPart(value: unknown): 'personal_parts' | undefined {
  return value === undefined ? undefined : 'personal_parts';
}

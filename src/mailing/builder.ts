import { type ContentType, contentTypes, type KindRow, type MessageType, type RecipientKind } from '../wire/content-types.js';
import { IssueCollector, throwIssue } from '../wire/errors.js';
import { type MailingHeadJson, type MailingInternal, printAs, type RecipientReader } from '../wire/internal.js';
import { buttonLinkFault, imageFault, linkText } from '../wire/link.js';
import { addExtra, readExtra, readParts, type TakeParts } from '../wire/options.js';
import { type MailingRules, mailingRules, type Rule } from '../wire/rules.js';
import { scheduleText } from '../wire/schedule.js';
import { senderFault, senderText } from '../wire/sender.js';
import { textFault } from '../wire/text.js';
import type { MailingJson } from '../wire/types.js';
import { deliveryList, join, type Recipients, unique } from './columns.js';
import type { RecipientOptions } from './mailing.js';
import { columnsOf, readerOf, readRecipients } from './recipients.js';
import type { Draft } from './stages.js';

type Content = MailingJson['content'];

/**
 * The one class behind every stage. It has the steps of all of them; the stages' interfaces show the legal ones,
 * and an illegal one, taken from JavaScript, is refused here.
 */
// Plain fields of a fixed shape: test tools compare them, private ones would make all mailings equal, and they are faster.
// Equal values are stored in equal form, so that mailings are equal exactly where their JSON is.
export class MailingBuilder {
  constructor(
    readonly sender?: string,
    readonly name?: string,
    readonly time?: string,
    readonly type?: MessageType,
    readonly content?: Content,
    readonly recipients?: Recipients,
    /** Fields of the caller's own, as JSON. */
    readonly fields?: string,
  ) {}

  from(id: unknown, more?: unknown): MailingBuilder {
    const sender = senderText(id);
    check(senderFault(sender), 'alphaname_id', more);
    return new MailingBuilder(sender as string, this.name, this.time, this.type, this.content, this.recipients, this.fields);
  }

  named(name: unknown, more?: unknown): MailingBuilder {
    check(textFault(name, 'name_empty'), 'name', more);
    return new MailingBuilder(this.sender, name as string, this.time, this.type, this.content, this.recipients, this.fields);
  }

  at(time: unknown, zone?: unknown): MailingBuilder {
    const text = scheduleText(time, zone);
    return new MailingBuilder(this.sender, this.name, text, this.type, this.content, this.recipients, this.fields);
  }

  extra(given: unknown, more?: unknown): MailingBuilder {
    check(undefined, 'extra', more);
    const fields = addExtra(this.fields, given, documentedFields);
    return new MailingBuilder(this.sender, this.name, this.time, this.type, this.content, this.recipients, fields);
  }

  bulk(more?: unknown): MailingBuilder {
    check(this.type && 'kind_chosen', 'message_type', more);
    return new MailingBuilder(this.sender, this.name, this.time, 'bulk', undefined, undefined, this.fields);
  }

  personal(more?: unknown): MailingBuilder {
    check(this.type && 'kind_chosen', 'message_type', more);
    return new MailingBuilder(this.sender, this.name, this.time, 'personal', undefined, undefined, this.fields);
  }

  text(text?: unknown, more?: unknown): MailingBuilder {
    const personal = begun(this, 'text') === 'personal';
    check(personal ? ownPart(text) : textFault(text, 'text_empty'), 'content.text');
    return filled(this, (personal ? { type: 'text' } : { type: 'text', text }) as Content, more);
  }

  image(url: unknown, more?: unknown): MailingBuilder {
    begun(this, 'image');
    const image = linkText(url);
    check(imageFault(image), 'content.image_url');
    return filled(this, { type: 'image', image_url: image as string }, more);
  }

  button(parts: unknown, more?: unknown): MailingBuilder {
    return filled(this, buttonContent(begun(this, 'button'), parts), more);
  }

  to(source: unknown, second?: unknown, third?: unknown): MailingBuilder {
    chosen(this.type);
    if (this.content === undefined) throwIssue(mailingRules, 'content_missing', 'content');
    const recipients = join(this.recipients, readRecipients(kindOf(this), this.content, source, second, third));
    return new MailingBuilder(this.sender, this.name, this.time, this.type, this.content, recipients, this.fields);
  }

  unique(more?: unknown): MailingBuilder {
    check(undefined, 'delivery_list', more);
    const recipients = unique(this.columns());
    return new MailingBuilder(this.sender, this.name, this.time, this.type, this.content, recipients, this.fields);
  }

  get size(): number {
    return this.recipients?.phones.length ?? 0;
  }

  get skipped(): number {
    return this.recipients?.skipped ?? 0;
  }

  toJSON(key?: unknown): MailingJson {
    const recipients = this.columns();
    // `JSON.stringify` gives a key, leaves out what is undefined, and has no need of copies: in one literal it is made fastest.
    if (key !== undefined && this.fields === undefined) {
      return {
        alphaname_id: this.sender,
        name: this.name,
        message_type: this.type,
        schedule_time: this.time,
        content: this.content,
        delivery_list: recipients.texts === undefined ? recipients.phones : deliveryList(recipients),
      } as MailingJson;
    }
    const json = head(this) as MailingJson;
    json.delivery_list = deliveryList(recipients);
    return this.fields === undefined ? json : { ...json, ...readExtra(this.fields) };
  }

  // What follows is for the other rooms, which reach it through `~internal`. An object of its own would cost more than the rest of
  // adding a mailing to a request.

  get '~internal'(): MailingInternal | undefined {
    return this.content && this;
  }

  get kind(): MailingInternal['kind'] {
    return this.recipients === undefined ? 'composed' : 'mailing';
  }

  get hasSender(): boolean {
    return this.sender !== undefined;
  }

  head(): MailingHeadJson {
    return this.fields === undefined ? head(this) : { ...head(this), ...readExtra(this.fields) };
  }

  columns(): Recipients {
    return this.recipients ?? throwIssue(mailingRules, 'recipients_missing', 'delivery_list');
  }

  reader(onInvalid: RecipientOptions['onInvalid'], length: number): RecipientReader {
    const kind = kindOf(this);
    return readerOf(kind, { onInvalid }, columnsOf(kind, new Array(length)));
  }
}

/**
 * Begins a mailing.
 *
 * @param name - The name of the mailing, a label that no recipient sees; the same as {@link Draft.named}.
 * @throws {@link InvalidInputError} `name_empty`, `not_string`, `ill_formed`.
 * @example
 * ```ts
 * import { mailing } from 'viber-mailing';
 *
 * const sale = mailing('Black Friday')
 *   .from('444')
 *   .at('2026-11-27T10:00:00')
 *   .bulk()
 *   .image('https://shop.example.com/sale.jpg')
 *   .to(['375291111111', '375292222222']);
 * ```
 */
export function mailing<Name extends string>(name?: Name extends '' ? Rule<MailingRules['name_empty']> : Name): Draft;
export function mailing(name?: string, more?: unknown): unknown {
  // A number is the index in `names.map(mailing)`.
  check(name === undefined ? name : textFault(name, 'name_empty'), 'name', typeof more === 'number' ? undefined : more);
  return newMailing(undefined, name);
}

/** A mailing as far as it is known already. */
export function newMailing(...known: ConstructorParameters<typeof MailingBuilder>): MailingBuilder {
  printAs(MailingBuilder.prototype, printed);
  return new MailingBuilder(...known);
}

function printed({ type, content, recipients, size }: MailingBuilder): string {
  const kind = [type, content?.type].join(' ').trim();
  if (recipients === undefined) return `${content === undefined ? 'Draft' : 'Composed'}(${kind})`;
  return `Mailing(${kind}, ${size} recipient${size === 1 ? '' : 's'})`;
}

const documentedFields = ['alphaname_id', 'name', 'message_type', 'schedule_time', 'content', 'delivery_list'];

// Functions rather than private methods, which would cost every step some time: they mark each value of the class.

/** The message type of a mailing that is about to get a content, which the type has. */
function begun({ type, content }: MailingBuilder, contentType: ContentType): MessageType {
  check(content && 'content_chosen', 'content');
  const messageType = chosen(type);
  const row: KindRow = contentTypes[messageType][contentType];
  if ('refused' in row) throwIssue(mailingRules, row.refused, 'content.type');
  return messageType;
}

function filled({ sender, name, time, type, fields }: MailingBuilder, content: Content, more: unknown): MailingBuilder {
  check(undefined, 'content', more);
  return new MailingBuilder(sender, name, time, type, content, undefined, fields);
}

function chosen(type: MessageType | undefined): MessageType {
  return type ?? throwIssue(mailingRules, 'kind_missing', 'message_type');
}

function kindOf({ type, content }: MailingBuilder): RecipientKind {
  const row: KindRow = contentTypes[type as MessageType][(content as Content).type];
  return (row as Extract<KindRow, { recipients: RecipientKind }>).recipients;
}

/** @param more - A further argument of a step, which would be lost: a text beside an image, a time beside a name. */
function check(code: keyof MailingRules | undefined, path: string, more?: unknown): void {
  if (code !== undefined || more !== undefined) throwIssue(mailingRules, code ?? 'unknown_option', path);
}

/** The documented fields of a mailing without its recipients, in the order of the API's sample. */
function head({ sender, name, time, type, content }: MailingBuilder): MailingHeadJson {
  const json: Record<string, unknown> = {};
  if (sender !== undefined) json['alphaname_id'] = sender;
  if (name !== undefined) json['name'] = name;
  json['message_type'] = type;
  if (time !== undefined) json['schedule_time'] = time;
  json['content'] = { ...content };
  return json as unknown as MailingHeadJson;
}

/** A button's content from the parts given to `button`, all faults of them at once. */
function buttonContent(type: MessageType, given: unknown): Content {
  const personal = type === 'personal';
  const wrongParts = personal ? 'button_parts' : 'bulk_parts';
  const { parts, others } = readParts(mailingRules, given, takeParts, wrongParts, 'content');
  const { caption, text } = parts;
  const button_link = linkText(parts['link']);
  const image_url = linkText(parts['image']);
  const faults = new IssueCollector(mailingRules);
  faults.add(imageFault(image_url), 'content.image_url');
  faults.add(personal ? ownPart(button_link) : buttonLinkFault(button_link), 'content.button_link');
  faults.add(textFault(caption, 'caption_empty'), 'content.caption');
  faults.add(personal ? ownPart(text) : textFault(text, 'text_empty'), 'content.text');
  if (others.length > 0) faults.add(wrongParts, 'content');
  faults.throwIfAny();
  return (personal ? { type: 'button', image_url, caption } : { type: 'button', image_url, button_link, caption, text }) as Content;
}

const takeParts: TakeParts = ({ caption, link, image, text }) => ({ caption, link, image, text });

/** What is each recipient's own in a personal mailing, and no part of its content. */
function ownPart(value: unknown): 'personal_parts' | undefined {
  return value === undefined ? undefined : 'personal_parts';
}

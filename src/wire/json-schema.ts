import {
  type ContentType,
  contentTypes,
  type Field,
  fieldFaults,
  type KindRow,
  type MessageType,
  type RecipientKind,
  recipientFields,
} from './content-types.js';
import { privateRanges, specialUseNames, unseenBlanks } from './link.js';
import { unassignedCodes } from './phone.js';
import { jsonRules, mailingRules, requestRules } from './rules.js';

/** A JSON Schema. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

// Validators of many languages read these, and mean different things by `\d`, `\s` and `\x`; some know no look-ahead; `$` may
// stand before a last line break and `^` at each line. So classes are written out, and what `^` and `$` would let through is
// refused by `not`: that alone, as of two faults of a value some tell neither, but blame the whole recipient. No quantifier stands
// within another one, which some take for unsafe. `$ref` and `oneOf` are left out, as editors blame the wrong kind at them and generators lose it.

const blanks = '\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
const lineBreak = '[\n\r\u0085\u2028\u2029]';
const invisible =
  '\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufffb';

// Put together here, as bundles do not leave out what is put together at the top of a module.
function link(description: string, keywords: object, mayLogIn: boolean): JsonSchema {
  const linkBlanks = blanks + unseenBlanks;
  const hostCharacter = `[^${linkBlanks}/?#@:<>"^\`{|}%\\\\\\[\\]]`;
  const octet = '([0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])';
  // Letters that mean themselves, as the run time's own check has them.
  const letter = 'A-Za-z\u00df-\u017e\u0370-\u17ff\u1e00-\u1fff\u3005-\u318f\u3400-\u9fff\uac00-\ud7a3';
  const host = `(${octet}\\.${octet}\\.${octet}\\.${octet}|${hostCharacter}+\\.[${letter}][${letter}0-9-]*)\\.?`;
  const port = '(|:[0-9]{1,4}|:[0-5][0-9]{4}|:6[0-4][0-9]{3}|:65[0-4][0-9]{2}|:655[0-2][0-9]|:6553[0-5])';
  const names = specialUseNames.replace(/[a-z]/g, (small) => `[${small.toUpperCase()}${small}]`);
  const begin = `^[Hh][Tt][Tt][Pp][Ss]?://${mayLogIn ? `(|[^${linkBlanks}/\\\\?#@]*@)` : ''}`;
  const refused = [
    lineBreak,
    // An empty label.
    `${begin}(\\.|${hostCharacter}*\\.\\.)`,
    `${begin}${hostCharacter}*\\.(${names})\\.?([:/?#]|$)`,
    `${begin}(${privateRanges.replaceAll('(?:', '(')})\\.[0-9.]+([:/?#]|$)`,
  ];
  return {
    type: 'string',
    description,
    ...keywords,
    pattern: `${begin}${host}${port}(|[/?#][^${linkBlanks}]*)$`,
    not: { type: 'string', anyOf: refused.map((pattern) => ({ pattern })) },
  };
}

const noLines = () => ({ type: 'string', pattern: lineBreak });

function digits(description: string, pattern: string, example: string): JsonSchema {
  return { type: 'string', description, pattern, not: noLines(), examples: [example] };
}

function text(description: string): JsonSchema {
  return { type: 'string', description, pattern: `[^${blanks}${invisible}]` };
}

/** The first three digits of phones whose length the country does not tell: tens that go on alike stand together. */
function countryCodes(): string {
  const others = new RegExp(`^(${unassignedCodes}|7|375)`);
  const tens = new Map<string, number[]>();
  for (let ten = 10; ten < 100; ten++) {
    const last = '0123456789'.replace(/./g, (digit) => (others.test(ten + digit) ? '' : digit));
    if (last !== '') tens.set(last, [...(tens.get(last) ?? []), ten]);
  }
  return [...tens].map(([last, alike]) => `(${alike.join('|')})[${last}]`).join('|');
}

const leapYear = '([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)';
const dayOfYear = '((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))';

/** Each field of a request that is a string. */
function fields(): Readonly<Record<Field, JsonSchema>> {
  const { sender_format, phone_format, schedule_format, link_private, image_private } = mailingRules;
  return {
    token: { type: 'string', description: requestRules.token_format, pattern: '^[!-~]+$', not: noLines() },
    callback_url: link(`Where the API posts its answer; ${link_private}`, { examples: ['https://shop.example.com/hook'] }, true),
    alphaname_id: digits(`The sender; ${sender_format}`, '^[0-9]+$', '444'),
    name: text('The name of the mailing, a label that no recipient sees'),
    schedule_time: {
      type: 'string',
      description: `When to send, by the account's clock; at once where it is left out; ${schedule_format}`,
      minLength: 19,
      maxLength: 19,
      pattern: `^([0-9]{4}-${dayOfYear}|${leapYear}-02-29)T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$`,
      examples: ['2026-11-27T10:00:00'],
    },
    image_url: link(image_private, { examples: ['https://shop.example.com/sale.jpg'] }, false),
    button_link: link(
      `What the button opens, at most 150 characters; ${link_private}`,
      { maxLength: 150, examples: ['https://shop.example.com/sale'] },
      true,
    ),
    caption: text('What the button says'),
    text: text('What the recipient reads'),
    phone: digits(phone_format, `^(7[0-9]{10}|375[0-9]{9}|(${countryCodes()})[0-9]{4,12})$`, '375291111111'),
  };
}

/** An object that has these fields and no others. */
function strict(names: readonly Field[], first: JsonSchema = {}, required: readonly string[] = names): JsonSchema {
  const all = fields();
  const properties = { ...first, ...Object.fromEntries(names.map((name) => [name, all[name]])) };
  return { type: 'object', properties, required: [...Object.keys(first), ...required], additionalProperties: false };
}

interface Kind {
  readonly messageType: MessageType;
  readonly contentType: ContentType;
  readonly row: KindRow;
}

function kinds(): Kind[] {
  return (Object.keys(contentTypes) as MessageType[]).flatMap((messageType) =>
    Object.entries(contentTypes[messageType]).map(([type, row]) => ({ messageType, contentType: type as ContentType, row })),
  );
}

function recipient(kind: RecipientKind): JsonSchema {
  return kind === 'phones' ? fields().phone : strict(recipientFields[kind]);
}

/** How a mailing begins: in a request each names its sender. */
type Place = 'in a request' | 'alone';

function mailingParts(message_type: JsonSchema, content: JsonSchema, items: JsonSchema, place: Place) {
  const { alphaname_id, name, schedule_time } = fields();
  const delivery_list = { type: 'array', description: 'The recipients, at least one', minItems: 1, items };
  const properties = { alphaname_id, name, message_type, schedule_time, content, delivery_list };
  return {
    type: 'object',
    properties,
    required: [...(place === 'alone' ? [] : ['alphaname_id']), 'message_type', 'content', 'delivery_list'],
    additionalProperties: false,
  };
}

/** A mailing as one object; what its two types ask for follows under `if`, so that an editor names the fault of the kind that was meant. */
export function mailingJsonSchema(place: Place = 'alone'): JsonSchema {
  const contents = (Object.keys(fieldFaults) as Field[]).filter((field) =>
    kinds().some(({ row }) => 'content' in row && row.content.includes(field)),
  );
  const content = strict(contents, { type: { description: jsonRules.content_type, enum: Object.keys(contentTypes.bulk) } }, []);
  const messageType = { description: jsonRules.message_type, enum: Object.keys(contentTypes) };
  const anyRecipient = { anyOf: [fields().phone, strict(recipientFields.buttons, {}, recipientFields.texts)] };
  return {
    title: 'A Viber mailing',
    // One behind the other: of a tool whose schema begins with `allOf` or the like, assistants refuse the whole request. They come
    // first, since they name a recipient's faulty field, where what follows says that the recipient matches nothing.
    ...kinds()
      .map(ofKind)
      .reduceRight((others, kind) => ({ ...kind, else: others })),
    ...mailingParts(messageType, content, anyRecipient, place),
  };
}

/** What a kind asks for beside what its fields are in any. */
function ofKind({ messageType, contentType, row }: Kind): JsonSchema {
  return {
    if: {
      type: 'object',
      properties: {
        message_type: { enum: [messageType] },
        content: { type: 'object', properties: { type: { enum: [contentType] } }, required: ['type'] },
      },
      required: ['message_type', 'content'],
    },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: { type: 'object', properties: 'content' in row ? kindProperties(row) : noSuchKind(messageType, row.refused) },
  };
}

function kindProperties(row: Extract<KindRow, { readonly content: unknown }>): JsonSchema {
  const properties = Object.fromEntries(['type', ...row.content].map((name) => [name, {}]));
  const content = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
  return { content, delivery_list: { type: 'array', items: recipient(row.recipients) } };
}

function noSuchKind(messageType: MessageType, rule: keyof typeof mailingRules): JsonSchema {
  const others = kinds().filter((kind) => kind.messageType === messageType && 'content' in kind.row);
  const type = { description: mailingRules[rule], enum: others.map((kind) => kind.contentType) };
  return { content: { type: 'object', properties: { type } } };
}

/** Each kind as an object of its own: for generators of code, which do not read `if`. */
function mailingUnion(): JsonSchema {
  const only = (value: string) => ({ type: 'string', const: value, enum: [value] });
  const anyOf = kinds().flatMap(({ messageType, contentType, row }) => {
    if ('refused' in row) return [];
    const content = strict(row.content, { type: only(contentType) });
    const title = [messageType, contentType].map((word) => word.replace(/^./, (first) => first.toUpperCase())).join('');
    return [{ title, ...mailingParts(only(messageType), content, recipient(row.recipients), 'in a request') }];
  });
  return { title: 'Mailing', anyOf };
}

/** A request; `union` where each kind of mailing is to be an object of its own. */
export function requestJsonSchema(form: 'one object' | 'union' = 'one object'): JsonSchema {
  const { token, callback_url } = fields();
  const items = form === 'union' ? mailingUnion() : mailingJsonSchema('in a request');
  const messages = { type: 'array', description: 'The mailings, at least one', minItems: 1, items };
  return {
    title: form === 'union' ? 'SendBulkViberRequest' : 'A request of sendBulkViber',
    type: 'object',
    properties: { token, callback_url, messages },
    required: ['token', 'messages'],
    additionalProperties: false,
  };
}

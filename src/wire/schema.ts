import { match, P } from 'ts-pattern';
import * as v from 'valibot';
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
import { hiddenKey, InvalidInputError, type Issue, maxIssues, shownKey } from './errors.js';
import { internal, looksLike, type SendableMailing } from './internal.js';
import { jsonRules, mailingRules, requestRules } from './rules.js';
import { momentOf } from './schedule.js';
import type { MailingJson, RequestJson } from './types.js';

/** What can be read from JSON. A schema is made when the first value comes. */
export interface JsonSchemas {
  mailing: MailingJson;
  request: RequestJson;
}

/** Checks a value from elsewhere, and gives a copy of it. All its faults are reported together. */
export function parseJson<Name extends keyof JsonSchemas>(name: Name, value: unknown, extra = false): JsonSchemas[Name] {
  const { output, faults, total } = check(name, value, extra);
  if (total === 0) return output as JsonSchemas[Name];
  const issues = faults.map(({ code, keys }): Issue => ({ code, path: pathOf(keys), message: sentenceOf(code) }));
  throw new InvalidInputError(issues, total);
}

/** What is wrong with a value, key by key; its copy where nothing is. It does not throw. */
export function checkJson(name: keyof JsonSchemas, value: unknown) {
  const { output, faults, total } = check(name, value, false);
  return total === 0 ? { value: output } : { issues: faults.map(({ code, keys }) => ({ message: sentenceOf(code), path: keys })) };
}

interface Fault {
  readonly code: JsonCode;
  readonly keys: readonly (string | number)[];
}

type JsonCode = keyof typeof mailingRules | keyof typeof requestRules | keyof typeof jsonRules;

const sentenceOf = (code: JsonCode): string => ({ ...mailingRules, ...requestRules, ...jsonRules })[code];

// The faults of the value being checked that are counted only. A getter in it may check another value meanwhile.
let uncounted = 0;

function check(name: keyof JsonSchemas, value: unknown, extra: boolean): { output?: unknown; faults: Fault[]; total: number } {
  const outer = uncounted;
  uncounted = 0;
  try {
    const json = jsonOf(value);
    const mistaken = otherThan(name, json);
    if (mistaken !== undefined) return { faults: [{ code: mistaken, keys: [] }], total: 1 };
    const { success, output, issues = [] } = v.safeParse(schemaOf(name, extra), json);
    if (success) delete (output as { $schema?: unknown }).$schema;
    const faults = issues.slice(0, maxIssues).map(({ message, path = [] }) => ({
      code: message as JsonCode,
      keys: path.map(({ key }) => (typeof key === 'number' ? key : shownKey(String(key)))),
    }));
    return { output, faults, total: issues.length + uncounted };
  } catch {
    // A getter or a proxy that throws.
    return { faults: [{ code: 'unreadable', keys: [] }], total: 1 };
  } finally {
    uncounted = outer;
  }
}

function pathOf(keys: Fault['keys']): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path && key !== hiddenKey ? `${path}.${key}` : path + key;
  }, '');
}

/** What a value is in the place of what is read, where it is something that is told at once. */
function otherThan(name: keyof JsonSchemas, value: unknown): JsonCode | undefined {
  if (typeof value === 'string' || ArrayBuffer.isView(value)) return 'json_text';
  const { messages, message_type, then } = Object(value) as Readonly<Record<string, unknown>>;
  if (typeof then === 'function') return 'json_promise';
  if (name === 'mailing') return messages !== undefined && message_type === undefined ? 'request_json' : undefined;
  return messages === undefined && message_type !== undefined ? 'mailing_json' : undefined;
}

/** The JSON of what is built already; anything else as it is. */
export function jsonOf(value: unknown): unknown {
  const isBuilt = looksLike<SendableMailing>(value, (built) => internal in built && typeof built.toJSON === 'function');
  return isBuilt ? value.toJSON() : value;
}

const schemas: Record<string, v.GenericSchema> = {};

function schemaOf(name: keyof JsonSchemas, extra: boolean): v.GenericSchema {
  const key = `${name} ${extra}`;
  schemas[key] ??= {
    mailing: () => anyMailing({ ...editorsKey(), alphaname_id: optional('alphaname_id') }, extra),
    request: () => {
      const mailing = anyMailing({ alphaname_id: string('alphaname_id', 'sender_missing') }, extra);
      const messages = array(v.pipe(v.any(), v.transform(jsonOf), mailing), 'no_mailings');
      const entries = { ...editorsKey(), token: string('token'), callback_url: optional('callback_url'), messages };
      return object(entries, extra, { messages: 'no_mailings' });
    },
  }[name]();
  return schemas[key];
}

/** By which an editor finds the JSON Schema of a file. It does not go on the wire. */
const editorsKey = () => ({ $schema: v.exactOptional(v.string('not_string')) });

/** Any kind of mailing. It looks at the two types first, so that the faults are those of the kind that was meant. */
function anyMailing(head: v.ObjectEntries, extra: boolean): v.GenericSchema {
  // Kept for the next mailing, as there may be a million of them.
  const kinds: Record<string, v.GenericSchema> = {};
  return v.lazy((value) => {
    const { message_type, content } = Object(value) as Record<string, unknown>;
    const { type } = Object(content) as Record<string, unknown>;
    const messageType = keyOf(contentTypes, message_type);
    const contentType = keyOf(contentTypes.bulk, type);
    const key = `${messageType} ${contentType}`;
    kinds[key] ??= kind(head, extra, messageType, contentType);
    return kinds[key];
  });
}

/** A mailing of one kind; where there is none such, the rule that says so and what holds whatever kind was meant. */
function kind(head: v.ObjectEntries, extra: boolean, messageType?: MessageType, contentType?: ContentType): v.GenericSchema {
  const row: KindRow | undefined = messageType && contentType && contentTypes[messageType][contentType];
  const item = row !== undefined && 'content' in row ? recipient(row.recipients) : someRecipient(messageType);
  const entries = {
    ...head,
    name: optional('name'),
    message_type: messageType === undefined ? refused('message_type') : v.literal(messageType, 'message_type'),
    schedule_time: optional('schedule_time'),
    content: content(contentType, row),
    delivery_list: array(item, 'no_recipients'),
  };
  return object(entries, extra, { alphaname_id: 'sender_missing', delivery_list: 'no_recipients' });
}

function content(type: ContentType | undefined, row: KindRow | undefined): v.GenericSchema {
  if (type === undefined) return object({ type: refused('content_type') }, true);
  return match(row)
    .with(undefined, () => object({ type: v.any() }, true))
    .with({ refused: P.string }, ({ refused: code }) => object({ type: refused(code) }, true))
    .with({ content: P.any }, ({ content }) => object({ type: v.literal(type, 'content_type'), ...strings(content) }))
    .exhaustive();
}

function recipient(kind: RecipientKind): v.GenericSchema {
  return kind === 'phones' ? string('phone') : object(strings(recipientFields[kind]));
}

/** A recipient of a kind that does not exist, as far as all kinds of the message type have it. */
function someRecipient(messageType: MessageType | undefined): v.GenericSchema {
  return match(messageType)
    .with(undefined, () => v.any())
    .with('bulk', () => string('phone'))
    .with('personal', () => object(strings(['phone', 'text']), true))
    .exhaustive();
}

function keyOf<Table extends object>(table: Table, key: unknown): keyof Table | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? (key as keyof Table) : undefined;
}

// A message here is the code of a rule: the sentence is added where the issues are made.

const refused = (code: JsonCode) => v.custom(() => false, code);

/** `absent` is told of `null` and `undefined`. */
function string(field: Field, absent?: JsonCode): v.GenericSchema<unknown, string> {
  const faultOf = fieldFaults[field];
  return v.pipe(
    v.string(({ input }) => {
      // What other languages write for an id.
      if (field === 'alphaname_id' && typeof input === 'number') return 'sender_number';
      if (absent !== undefined && (input ?? undefined) === undefined) return absent;
      const isTime = field === 'schedule_time' && typeof input === 'object';
      return faultOf(isTime ? momentOf(input as object) : input) ?? 'not_string';
    }),
    v.rawCheck(({ dataset, addIssue }) => {
      const code = dataset.typed ? faultOf(dataset.value) : undefined;
      if (code !== undefined) addIssue({ message: code });
    }),
  );
}

const optional = (field: Field) => v.exactOptional(string(field, 'null_part'));

const strings = (fields: readonly Field[]): v.ObjectEntries => Object.fromEntries(fields.map((field) => [field, string(field)]));

/** An object, with or without keys of the caller's own; `missing` has the codes of keys that have one of their own where they are missing. */
function object(entries: v.ObjectEntries, extra = false, missing: Readonly<Record<string, JsonCode>> = {}): v.GenericSchema {
  const keyFault = ({ expected, path }: v.StrictObjectIssue | v.ObjectIssue): JsonCode =>
    expected === 'never' ? 'unknown_key' : (missing[String(path?.[0]?.key)] ?? 'missing_key');
  return v.pipe(
    // An array is an object to JavaScript, but not to JSON.
    v.custom((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'not_object'),
    // Valibot's own object with other keys leaves some of them out, such as `constructor`.
    extra
      ? v.lazy((value) =>
          v.pipe(
            v.object(entries, keyFault),
            v.transform((known) => ({ ...(value as object), ...known })),
          ),
        )
      : v.strictObject(entries, keyFault),
    // Valibot tells the first unknown key alone.
    v.rawCheck(({ dataset, addIssue }) => {
      const first = dataset.issues?.find(({ message, path }) => message === 'unknown_key' && path?.length === 1)?.path?.[0];
      if (first?.type !== 'object') return;
      const { input } = first;
      const others = Object.keys(input).filter((key) => key !== first.key && !Object.hasOwn(entries, key));
      for (const key of others.slice(0, maxIssues)) {
        addIssue({ message: 'unknown_key', path: [{ type: 'object', origin: 'key', input, key, value: input[key] }] });
      }
      uncounted += others.slice(maxIssues).length;
    }),
  );
}

/** A capped array: it keeps the issues of its first faulty items and counts those of the others, of which there may be a million. */
function array(item: v.GenericSchema, empty: JsonCode): v.GenericSchema {
  return v.pipe(
    v.custom<unknown[]>(Array.isArray, 'not_array'),
    v.minLength(1, empty),
    v.rawTransform(({ dataset, addIssue }) => {
      let kept = 0;
      return Array.from(dataset.value, (value, key) => {
        const { output, issues = [] } = v.safeParse(item, value);
        for (const { message, path = [] } of issues) {
          const place = { type: 'array', origin: 'value', input: dataset.value, key, value } as const;
          if (kept++ < maxIssues) addIssue({ message, path: [place, ...path] });
          else uncounted++;
        }
        return output;
      });
    }),
  );
}

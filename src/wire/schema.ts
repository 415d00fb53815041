import type { ArraySchema, BaseIssue, Config, GenericSchema, UnknownDataset } from 'valibot';
import * as v from 'valibot';
import { maxIssues, type RuleCode } from './errors.js';
import { buttonLinkFault, imageFault, linkFault } from './link.js';
import { tokenFault } from './options.js';
import { phoneFault } from './phone.js';
import { scheduleFault } from './schedule.js';
import { senderFault } from './sender.js';
import { textFault } from './text.js';
import type { MailingJson, RequestJson } from './types.js';

type Fault = (value: unknown) => RuleCode | undefined;

// The fault is kept for the test that makes `schema.json`, which knows what each means in JSON Schema.
// A message here is the code of a rule; the sentence is added where the issues are made.
// The calls are marked as pure, so that a bundle that reads no JSON leaves them out, and valibot with them.
const string = (fault: Fault) =>
  v.pipe(
    v.string((issue) => fault(issue.input) ?? 'not_string'),
    Object.assign(
      v.rawCheck<string>(({ dataset, addIssue }) => {
        const code = dataset.typed ? fault(dataset.value) : undefined;
        if (code !== undefined) addIssue({ message: code });
      }),
      { fault },
    ),
  );

type Codes = Readonly<Record<string, RuleCode>>;

// An array is an object to JavaScript, but not to JSON.
const noArray = <Schema extends v.GenericSchema>(schema: Schema): Schema => ({
  ...schema,
  '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
    schema['~run'](Array.isArray(dataset.value) ? { ...dataset, value: null } : dataset, config),
});

const keyFault =
  (missing: Codes) =>
  ({ expected }: { readonly expected: string }): RuleCode => {
    if (expected === 'never') return 'unknown_key';
    return expected === 'Object' ? 'not_object' : (missing[JSON.parse(expected)] ?? 'missing_key');
  };

const object = (entries: v.ObjectEntries, missing: Codes = {}) =>
  noArray(
    v.pipe(
      v.strictObject(entries, keyFault(missing)),
      // Valibot tells the first unknown key alone.
      v.rawCheck(({ dataset, addIssue }) => {
        const first = dataset.issues?.find(({ message, path }) => message === 'unknown_key' && path?.length === 1)?.path?.[0];
        if (first?.type !== 'object') return;
        const { input } = first;
        const others = Object.keys(input).filter((key) => key !== first.key && !Object.hasOwn(entries, key));
        for (const key of others.slice(0, maxIssues))
          addIssue({ message: 'unknown_key', path: [{ type: 'object', origin: 'key', input, key, value: input[key] }] });
        countOnly(dataset.issues ?? [], others.slice(maxIssues).length);
      }),
    ),
  );

const looseObject = (entries: v.ObjectEntries) => noArray(v.looseObject(entries, keyFault({})));

const list = (item: v.GenericSchema, empty: RuleCode) => v.pipe(counted(v.array(item, 'not_array')), v.minLength(1, empty));

const text = (empty: 'name_empty' | 'text_empty' | 'caption_empty') => string((value) => textFault(value, empty));

const sender = /* @__PURE__ */ string(senderFault);
const phone = /* @__PURE__ */ string(phoneFault);
const image = /* @__PURE__ */ string(imageFault);
const buttonLink = /* @__PURE__ */ string(buttonLinkFault);
const message = /* @__PURE__ */ text('text_empty');
const caption = /* @__PURE__ */ text('caption_empty');

type Sender = v.GenericSchema | v.ExactOptionalSchema<typeof sender, undefined>;

const mailing = (alphaname_id: Sender, message_type: v.GenericSchema, content: v.GenericSchema, recipient: v.GenericSchema) =>
  object(
    {
      alphaname_id,
      name: v.exactOptional(text('name_empty')),
      message_type,
      schedule_time: v.exactOptional(string(scheduleFault)),
      content,
      delivery_list: list(recipient, 'no_recipients'),
    },
    { alphaname_id: 'sender_missing', delivery_list: 'no_recipients' },
  );

/** The five kinds of mailing, by `message_type` and `content.type`. */
const kindsWith = (alphaname_id: Sender) => {
  const kind = (type: MailingJson['message_type'], content: v.GenericSchema, recipient: v.GenericSchema): v.GenericSchema =>
    mailing(alphaname_id, v.literal(type, 'message_type'), content, recipient);
  const typed = (type: MailingJson['content']['type'], parts: v.ObjectEntries) =>
    object({ type: v.literal(type, 'content_type'), ...parts });
  return {
    bulk: {
      text: kind('bulk', typed('text', { text: message }), phone),
      image: kind('bulk', typed('image', { image_url: image }), phone),
      button: kind('bulk', typed('button', { image_url: image, button_link: buttonLink, caption, text: message }), phone),
    },
    personal: {
      text: kind('personal', typed('text', {}), object({ phone, text: message })),
      button: kind(
        'personal',
        typed('button', { image_url: image, caption }),
        object({ phone, text: message, button_link: buttonLink }),
      ),
    },
  };
};

const messageTypes: readonly unknown[] = ['bulk', 'personal'];
const contentTypes: readonly unknown[] = ['text', 'image', 'button'];
const fault = (code: RuleCode) => v.custom(() => false, code);

/** What is said of a mailing that is none of the kinds: its types, and what holds whatever kind was meant. */
const noKind = (alphaname_id: Sender, messageType: unknown, contentType: unknown) => {
  const known = messageTypes.includes(messageType);
  const recipient = messageType === 'bulk' ? phone : known ? looseObject({ phone, text: message }) : v.any();
  const typeFault = !contentTypes.includes(contentType) ? 'content_type' : known ? 'personal_image' : undefined;
  const type = typeFault === undefined ? v.any() : fault(typeFault);
  return mailing(alphaname_id, known ? v.any() : fault('message_type'), looseObject({ type }), recipient);
};

/** Any of the kinds. It looks at the two types first, so that the faults are those of the kind that was meant. */
const anyOf = (alphaname_id: Sender) => {
  const kinds = kindsWith(alphaname_id);
  // Kept for the next mailing, as there may be a million without a type.
  const others: Record<string, v.GenericSchema> = {};
  const other = (messageType: unknown, contentType: unknown) => {
    const key = `${messageTypes.indexOf(messageType)} ${contentTypes.includes(contentType)}`;
    others[key] ??= noKind(alphaname_id, messageType, contentType);
    return others[key];
  };
  return Object.assign(
    v.lazy((value: unknown) => {
      const { message_type, content } = Object(value) as Record<string, unknown>;
      const { type } = Object(content) as Record<string, unknown>;
      const ofType: Readonly<Record<string, v.GenericSchema>> =
        message_type === 'bulk' ? kinds.bulk : message_type === 'personal' ? kinds.personal : {};
      return (typeof type === 'string' && Object.hasOwn(ofType, type) && ofType[type]) || other(message_type, type);
    }),
    { kinds: [...Object.values(kinds.bulk), ...Object.values(kinds.personal)] },
  );
};

const anyMailing = () => anyOf(v.exactOptional(sender)) as unknown as v.GenericSchema<unknown, MailingJson>;
const anyRequest = () =>
  object(
    {
      token: string(tokenFault),
      callback_url: v.exactOptional(string(linkFault)),
      messages: list(anyOf(sender), 'no_mailings'),
    },
    { messages: 'no_mailings' },
  ) as unknown as v.GenericSchema<unknown, RequestJson>;

/** A mailing as it goes on the wire. */
export const mailingSchema: v.GenericSchema<unknown, MailingJson> = /* @__PURE__ */ anyMailing();

/** A request as it goes on the wire. */
export const requestSchema: v.GenericSchema<unknown, RequestJson> = /* @__PURE__ */ anyRequest();

type Issue = BaseIssue<unknown> & { more?: number };
type ListSchema = ArraySchema<GenericSchema, string>;

/** A list that keeps the issues of its first faulty items and counts those of the others: there may be a million. */
export function counted(list: ListSchema): ListSchema {
  const run = (dataset: UnknownDataset, config: Config<BaseIssue<unknown>>) => {
    const kept: BaseIssue<unknown>[] = [];
    const item = (value: UnknownDataset) => {
      const checked = list.item['~run'](value, config);
      if (checked.issues === undefined) return checked;
      if (kept.length < maxIssues) {
        kept.push(...checked.issues);
        return checked;
      }
      countOnly(kept, totalOf(checked.issues));
      return { typed: false, value: undefined };
    };
    return list['~run'].call({ ...list, item: { ...list.item, '~run': item } }, dataset, config);
  };
  return { ...list, '~run': run } as ListSchema;
}

/** Counts further issues at the last one that is kept. */
export function countOnly(kept: readonly Issue[], more: number): void {
  const last = kept.at(-1);
  if (last !== undefined) last.more = (last.more ?? 0) + more;
}

/** How many issues there are, those included that were counted only. */
export function totalOf(issues: readonly Issue[]): number {
  return issues.reduce((total, { more = 0 }) => total + 1 + more, 0);
}

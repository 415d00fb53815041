import * as v from 'valibot';
import { tokenFault, tokenPattern } from './account.js';
import type { RuleCode } from './issue.js';
import type { MailingJson, RequestJson } from './json.js';
import { buttonLinkFault, imageFault, imagePattern, linkFault, linkPattern } from './link.js';
import { phoneFault, phonePattern } from './phone.js';
import { scheduleFault, schedulePattern } from './schedule.js';
import { senderFault, senderPattern } from './sender.js';
import { textFault } from './text.js';

/** What a check means in JSON Schema, for the test that makes `schema.json`. */
export interface JsonKeywords {
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

type Fault = (value: unknown) => RuleCode | undefined;

// A message here is the code of a rule; the sentence is added where the issues are made.
// The calls are marked as pure, so that a bundle that reads no JSON leaves them out, and valibot with them.
const string = (fault: Fault, keywords: JsonKeywords) =>
  v.pipe(
    v.string((issue) => fault(issue.input) ?? 'not_string'),
    Object.assign(
      v.rawCheck<string>(({ dataset, addIssue }) => {
        const code = dataset.typed ? fault(dataset.value) : undefined;
        if (code !== undefined) addIssue({ message: code });
      }),
      { keywords },
    ),
  );

const object = (entries: v.ObjectEntries, missing: Readonly<Record<string, RuleCode>> = {}) =>
  v.strictObject(entries, ({ expected }): RuleCode => {
    if (expected === 'never') return 'unknown_key';
    return expected === 'Object' ? 'not_object' : (missing[JSON.parse(expected)] ?? 'missing_key');
  });

const list = (item: v.GenericSchema, empty: RuleCode) => v.pipe(v.array(item, 'not_array'), v.minLength(1, empty));

const text = (empty: 'name_empty' | 'text_empty' | 'caption_empty') => string((value) => textFault(value, empty), { minLength: 1 });

const sender = /* @__PURE__ */ string(senderFault, { pattern: senderPattern });
const phone = /* @__PURE__ */ string(phoneFault, { pattern: phonePattern });
const image = /* @__PURE__ */ string(imageFault, { pattern: imagePattern });
const buttonLink = /* @__PURE__ */ string(buttonLinkFault, { pattern: linkPattern, maxLength: 150 });
const message = /* @__PURE__ */ text('text_empty');
const caption = /* @__PURE__ */ text('caption_empty');

/** The five kinds of mailing, by `message_type` and `content.type`. */
const kindsWith = (alphaname_id: v.GenericSchema | v.ExactOptionalSchema<typeof sender, undefined>) => {
  const kind = (type: MailingJson['message_type'], content: v.GenericSchema, recipient: v.GenericSchema): v.GenericSchema =>
    object(
      {
        alphaname_id,
        name: v.exactOptional(text('name_empty')),
        message_type: v.literal(type, 'message_type'),
        schedule_time: v.exactOptional(string(scheduleFault, { pattern: schedulePattern })),
        content,
        delivery_list: list(recipient, 'no_recipients'),
      },
      { alphaname_id: 'sender_missing', delivery_list: 'no_recipients' },
    );
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

// What is said of a value that is none of the five kinds.
const noObject = ({ expected }: { expected: string }): RuleCode => (expected === 'Object' ? 'not_object' : 'missing_key');
const noKind = () =>
  v.looseObject(
    {
      message_type: v.picklist(['bulk', 'personal'], 'message_type'),
      content: v.looseObject({ type: v.picklist(['text', 'image', 'button'], 'content_type') }, noObject),
    },
    noObject,
  );
const personalImage = () => v.looseObject({ content: v.looseObject({ type: v.picklist(['text', 'button'], 'personal_image') }) });

/** Any of the kinds. It looks at the two types first, so that the faults are those of the kind that was meant. */
const anyOf = (kinds: ReturnType<typeof kindsWith>) =>
  Object.assign(
    v.lazy((value: unknown) => {
      const { message_type, content } = Object(value) as Record<string, unknown>;
      const { type } = Object(content) as Record<string, unknown>;
      if (message_type === 'personal' && type === 'image') return personalImage();
      const ofType: Readonly<Record<string, v.GenericSchema>> =
        message_type === 'bulk' ? kinds.bulk : message_type === 'personal' ? kinds.personal : {};
      return (typeof type === 'string' && Object.hasOwn(ofType, type) && ofType[type]) || noKind();
    }),
    { kinds: [...Object.values(kinds.bulk), ...Object.values(kinds.personal)] },
  );

const anyMailing = () => anyOf(kindsWith(v.exactOptional(sender))) as unknown as v.GenericSchema<unknown, MailingJson>;
const anyRequest = () =>
  object(
    {
      token: string(tokenFault, { pattern: tokenPattern }),
      callback_url: v.exactOptional(string(linkFault, { pattern: linkPattern })),
      messages: list(anyOf(kindsWith(sender)), 'no_mailings'),
    },
    { messages: 'no_mailings' },
  ) as unknown as v.GenericSchema<unknown, RequestJson>;

/** A mailing as it goes on the wire. */
export const mailingSchema: v.GenericSchema<unknown, MailingJson> = /* @__PURE__ */ anyMailing();

/** A request as it goes on the wire. */
export const requestSchema: v.GenericSchema<unknown, RequestJson> = /* @__PURE__ */ anyRequest();

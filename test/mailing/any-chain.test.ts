import fc from 'fast-check';
import { type MailingJson, MailingSchema, mailing, parseMailing, parseRequest, RequestSchema, request } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { changed, type Place } from '../wire/any-mutant.js';
import { anyMailing, anyRequest } from '../wire/any-request.js';
import { faults, thrown, untyped } from '../wire/thrown.js';

type Step = (stage: any) => any;

/** The steps that make a mailing, in the order of the stages: kind, content, recipients. */
function mainSteps({ message_type, content, delivery_list }: MailingJson): Step[] {
  const { type, image_url: image, button_link: link, caption, text } = untyped(content);
  const rows = (delivery_list as readonly any[]).map((entry) =>
    typeof entry === 'string'
      ? entry
      : { phone: entry.phone, text: entry.text, ...(entry.button_link === undefined ? {} : { link: entry.button_link }) },
  );
  const personal = message_type === 'personal';
  return [
    (stage) => stage[message_type](),
    (stage) => {
      if (type === 'image') return stage.image(image);
      if (type === 'button') return stage.button(personal ? { caption, image } : { caption, link, image, text });
      return personal ? stage.text() : stage.text(text);
    },
    (stage) => stage.to(rows),
  ];
}

/** The optional steps of a mailing. */
function optionalSteps({ alphaname_id, name, schedule_time }: MailingJson): Step[] {
  const steps: Step[] = [];
  if (alphaname_id !== undefined) steps.push((stage) => stage.from(alphaname_id));
  if (name !== undefined) steps.push((stage) => stage.named(name));
  if (schedule_time !== undefined) steps.push((stage) => stage.at(schedule_time));
  return steps;
}

/** A chain that makes a mailing, its optional steps mixed in anywhere and in any order. */
const anyChain = anyMailing.chain((json) => {
  const optional = optionalSteps(json);
  return fc
    .tuple(
      fc.shuffledSubarray(optional, { minLength: optional.length, maxLength: optional.length }),
      fc.array(fc.nat(3), { minLength: optional.length, maxLength: optional.length }),
    )
    .map(([order, positions]) => {
      const main = mainSteps(json);
      const steps: Step[] = [];
      for (let position = 0; position <= main.length; position++) {
        order.forEach((step, index) => {
          if (positions[index] === position) steps.push(step);
        });
        const next = main[position];
        if (next !== undefined) steps.push(next);
      }
      return { json, steps };
    });
});

const walk = (steps: readonly Step[]) => steps.reduce<any>((stage, step) => step(stage), mailing());

describe('any legal chain', () => {
  it('writes the JSON that its steps say, wherever the optional ones stand', () => {
    fc.assert(fc.property(anyChain, ({ json, steps }) => JSON.stringify(walk(steps)) === JSON.stringify(json)));
  });

  it('keeps the rules of JSON from elsewhere, and comes back to the same bytes', () => {
    fc.assert(
      fc.property(anyChain, ({ steps }) => {
        const mail = walk(steps);
        const stored = JSON.stringify(mail);
        expect(MailingSchema['~standard'].validate(JSON.parse(stored)).issues).toBeUndefined();
        expect(JSON.stringify(parseMailing(JSON.parse(stored)))).toBe(stored);
        expect(parseMailing(JSON.parse(stored)).size).toBe(mail.size);
      }),
    );
  });

  it('can be sent in a request, which comes back to the same bytes', () => {
    fc.assert(
      fc.property(fc.array(anyChain, { minLength: 1, maxLength: 3 }), (chains) => {
        const body = request({ token: 'my-token', from: '444' }).add(chains.map(({ steps }) => walk(steps)));
        const stored = JSON.stringify(body);
        expect(RequestSchema['~standard'].validate(JSON.parse(stored)).issues).toBeUndefined();
        expect(JSON.stringify(parseRequest(JSON.parse(stored)))).toBe(stored);
      }),
    );
  });

  it('changes no value on its way', () => {
    const written = (stage: any) => {
      try {
        return JSON.stringify(stage);
      } catch (error) {
        return untyped(error).issues[0].code;
      }
    };
    fc.assert(
      fc.property(anyChain, fc.nat(6), ({ steps }, other) => {
        const stages: any[] = [mailing()];
        for (const step of steps) stages.push(step(stages.at(-1)));
        const before = stages.map(written);
        // Each stage is used a second time, in another way.
        for (const stage of stages) {
          stage.from('1').named('Other').at('2030-01-01T00:00:00');
          const step = steps[other];
          try {
            step?.(stage);
          } catch {
            // Not a legal step of this stage.
          }
        }
        expect(stages.map(written)).toEqual(before);
      }),
    );
  });

  it('gives to the last of several senders, names and schedules', () => {
    fc.assert(
      fc.property(anyChain, ({ json: { alphaname_id, name, schedule_time, ...rest }, steps }) => {
        const first: Step = (stage) => stage.from('1').named('First').at('2030-01-01T00:00:00');
        expect(walk([first, ...steps]).toJSON()).toEqual({
          ...rest,
          alphaname_id: alphaname_id ?? '1',
          name: name ?? 'First',
          schedule_time: schedule_time ?? '2030-01-01T00:00:00',
        });
      }),
    );
  });
});

describe('any change that breaks a rule', () => {
  const long = 'https://a.by/'.padEnd(151, 'x');

  /** Ways to break a value, by the last key of its place; `undefined` takes it out. */
  const breaks: Record<string, readonly (readonly [value: unknown, code: string])[]> = {
    token: [
      ['my token', 'token_format'],
      ['', 'token_missing'],
      [5, 'token_format'],
      [undefined, 'missing_key'],
    ],
    callback_url: [
      ['hook', 'link_format'],
      [null, 'null_part'],
      [5, 'not_string'],
      ['https://a.by/\ud83c', 'ill_formed'],
    ],
    messages: [
      [[], 'no_mailings'],
      [{}, 'not_array'],
      [undefined, 'no_mailings'],
    ],
    alphaname_id: [
      ['Shop', 'sender_format'],
      [444, 'sender_number'],
      [undefined, 'sender_missing'],
    ],
    name: [
      ['', 'name_empty'],
      [5, 'not_string'],
      ['\udf89', 'ill_formed'],
    ],
    message_type: [
      ['all', 'message_type'],
      [null, 'message_type'],
      [undefined, 'missing_key'],
    ],
    schedule_time: [
      ['2023-02-29T00:00:00', 'schedule_format'],
      ['tomorrow', 'schedule_format'],
      [5, 'schedule_moment'],
    ],
    content: [
      [[], 'not_object'],
      [null, 'not_object'],
      [undefined, 'missing_key'],
    ],
    type: [
      ['sticker', 'content_type'],
      [undefined, 'missing_key'],
    ],
    text: [
      ['', 'text_empty'],
      [5, 'not_string'],
      ['\ud83c', 'ill_formed'],
      [undefined, 'missing_key'],
    ],
    caption: [
      ['', 'caption_empty'],
      [null, 'not_string'],
      ['\ud83c', 'ill_formed'],
      [undefined, 'missing_key'],
    ],
    image_url: [
      ['a.by/i.png', 'link_format'],
      ['http://10.0.0.1/', 'image_private'],
      [5, 'not_string'],
      [undefined, 'missing_key'],
    ],
    button_link: [
      [long, 'link_length'],
      ['/l', 'link_format'],
      [null, 'not_string'],
      [undefined, 'missing_key'],
    ],
    delivery_list: [
      [[], 'no_recipients'],
      ['375291111111', 'not_array'],
      [undefined, 'no_recipients'],
    ],
    phone: [
      ['+375291111111', 'phone_format'],
      [375291111111, 'phone_string'],
      ['80291111111', 'phone_country'],
      [undefined, 'missing_key'],
    ],
  };

  const anyBreak = anyRequest.chain((json) => {
    const changes: { place: Place; value: unknown; code: string }[] = [];
    const visit = (value: any, place: Place): void => {
      const key = place.at(-1);
      if (typeof key === 'string') for (const [broken, code] of breaks[key] ?? []) changes.push({ place, value: broken, code });
      else if (typeof value === 'string') changes.push({ place, value: '0375291111111', code: 'phone_format' });
      else if (place.length > 0) changes.push({ place, value: [value], code: 'not_object' });
      if (typeof value !== 'object') return;
      if (!Array.isArray(value)) changes.push({ place: [...place, 'extra'], value: 1, code: 'unknown_key' });
      for (const [inner, held] of Object.entries(value)) visit(held, [...place, Array.isArray(value) ? Number(inner) : inner]);
    };
    visit(json, []);
    return fc.record({ json: fc.constant(json), change: fc.constantFrom(...changes) });
  });

  const pathOf = (place: Place) =>
    place.reduce<string>((path, key) => (typeof key === 'number' ? `${path}[${key}]` : path ? `${path}.${key}` : key), '');

  it('is refused with the code of that rule, at that place, and with nothing else', () => {
    fc.assert(
      fc.property(anyBreak, ({ json, change: { place, value, code } }) => {
        const error = thrown(() => parseRequest(changed(json, place, value)));
        expect(error.issues.map((issue) => `${issue.path}: ${issue.code}`)).toEqual([`${pathOf(place)}: ${code}`]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused by the step of the chain that got it, at the place in the mailing', () => {
    const steps: Record<string, (json: any, broken: unknown) => unknown> = {
      alphaname_id: (_, broken) => mailing().from(broken as string),
      name: (_, broken) => mailing().named(broken as string),
      schedule_time: (_, broken) => untyped(mailing()).at(broken),
    };
    fc.assert(
      fc.property(anyMailing, fc.nat(), (json, pick) => {
        const inContent = Object.keys(json.content).filter((key) => key !== 'type');
        const places: Place[] = [
          ...Object.keys(steps).map((key) => [key]),
          ...inContent.map((key) => ['content', key]),
          ...json.delivery_list.flatMap((entry, index) =>
            typeof entry === 'string' ? [['delivery_list', index]] : Object.keys(entry).map((key) => ['delivery_list', index, key]),
          ),
        ];
        const place = places[pick % places.length] as Place;
        const key = place.at(-1);
        const options = typeof key === 'number' ? ([['0375291111111', 'phone_format']] as const) : (breaks[key as string] ?? []);
        const [broken, code] = options.filter(([value]) => value !== undefined && value !== 444)[pick % 2] ?? options[0] ?? [];
        const [first] = place;
        const step = steps[String(first)];
        const mutant = changed(json, place, broken) as MailingJson;
        expect(faults(() => (step === undefined ? walk(mainSteps(mutant)) : step(json, broken)))).toEqual([
          `${pathOf(place)}: ${code}`,
        ]);
      }),
      { numRuns: 1000 },
    );
  });
});

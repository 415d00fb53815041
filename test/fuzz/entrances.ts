import {
  createClient,
  MailingSchema,
  mailing,
  parseMailing,
  parseRequest,
  RequestSchema,
  readAnswer,
  request,
  type StandardSchema,
} from 'viber-mailing';
import { preview } from 'viber-mailing/preview';
import { createSandbox } from 'viber-mailing/sandbox';
import { mark, markedDigits } from './recipe.ts';

/** A way for a value to get into the library. */
export interface Entrance {
  readonly name: string;
  /** Whether it calls what the caller gave, or runs through it, whose errors are the caller's. */
  readonly calls: boolean;
  /** Throws also where what was let in is not what it should be. */
  enter(value: any, other: any): unknown;
}

const image = 'https://shop.example.com/a.jpg';
const link = 'https://shop.example.com/';
const phones = ['375291111111', '375292222222'];
const phone = '375291111111';

// Typed loosely, as from JavaScript.
const draft = (): any => mailing();
const hello = (): any => draft().from('444').bulk().text('Hello').to(phones);
const stages: Readonly<Record<string, () => any>> = {
  draft,
  bulk: () => draft().bulk(),
  personal: () => draft().personal(),
  'bulk text': () => draft().bulk().text('Hello'),
  'bulk image': () => draft().bulk().image(image),
  'personal text': () => draft().personal().text(),
  'personal button': () => draft().personal().button({ caption: 'Pay', image }),
  mailing: hello,
  'personal mailing': () =>
    draft()
      .personal()
      .text()
      .to([{ phone, text: 'Hello' }]),
};
const steps = ['from', 'named', 'at', 'bulk', 'personal', 'text', 'image', 'button', 'to'];

/** What takes any value as a whole. */
export const wholes: readonly Entrance[] = [
  entrance('parseMailing', false, (value) => written(parseMailing(value))),
  entrance('parseRequest', false, (value) => writtenRequest(parseRequest(value))),
  entrance('MailingSchema', false, (value) => validated(MailingSchema, value, parseMailing)),
  entrance('RequestSchema', false, (value) => validated(RequestSchema, value, parseRequest)),
  entrance('readAnswer', false, (value) => answered(readAnswer(value))),
  entrance('createClient', false, (value) => createClient(value)),
];

/** Every step of every stage, legal there or not. */
export const stepsOfStages: readonly Entrance[] = Object.entries(stages).flatMap(([stage, at]) =>
  steps.map((step) => entrance(`${step} of a ${stage}`, step === 'to', (value, other) => written(at()[step](value, other)))),
);

/** The other parts of steps and options. */
export const parts: readonly Entrance[] = [
  entrance('mailing', false, (value) => written(mailing(value))),
  entrance('at with a zone', false, (value) => written(draft().at(new Date(0), value))),
  ...['caption', 'link', 'image', 'text'].map((part) =>
    entrance(`button with a ${part}`, false, (value) =>
      written(
        draft()
          .bulk()
          .button({ caption: 'Pay', link, image, text: 'Hello', [part]: value })
          .to(phones),
      ),
    ),
  ),
  entrance('to with a mapper and options', true, (value, other) =>
    written(stages['bulk text']?.().to(value, other, { onInvalid() {} })),
  ),
  entrance('to with a mapper that gives it', true, (value, other) =>
    written(stages['bulk text']?.().to(phones, () => value, other)),
  ),
  entrance('to with onInvalid', true, (value, other) =>
    written(stages['personal text']?.().to([value, { phone, text: 'Hello' }, other], { onInvalid() {} })),
  ),
  ...['phone', 'text', 'link'].map((key) =>
    entrance(`to with a ${key}`, true, (value) =>
      written(
        stages['personal button']?.()
          .to([{ phone, text: 'Hello', link, [key]: value }])
          .unique(),
      ),
    ),
  ),
  entrance('to with a list of it', true, (value, other) => written(stages['personal button']?.().to([value, other]))),
  entrance('toJSON', false, (value) => hello().toJSON(value)),
  entrance('request', false, (value) => request(value)),
  ...['token', 'from', 'callbackUrl'].map((key) =>
    entrance(`request with ${key}`, false, (value) =>
      writtenRequest((request as any)({ token: 'my-token', [key]: value }).add(hello())),
    ),
  ),
  entrance('add', true, (value, other) => writtenRequest((request as any)({ token: 'my-token' }).add(hello(), value, other))),
  entrance('add to a list', true, (value) =>
    writtenRequest((request as any)({ token: 'my-token', from: '444' }).add([hello(), value])),
  ),
  ...['token', 'from', 'callbackUrl', 'baseUrl', 'timeout', 'retry', 'fetch', 'onRetry'].map((key) =>
    entrance(`createClient with ${key}`, false, (value) => (createClient as any)({ token: 'my-token', [key]: value })),
  ),
  entrance('preview', false, (value, other) => preview(value, other)),
  entrance('preview options', false, (value) => preview(hello(), value)),
  entrance('failNext', false, (value) => createSandbox().failNext(value)),
];

const client = createClient({ token: 'my-token', from: '444', fetch: createSandbox().fetch });

/** The entrances that give a promise. What they reject with is a send's error as well. */
export const sends: readonly Entrance[] = [
  entrance('send', true, (value) => (client as any).send(value)),
  entrance('send with options', true, (value) => (client as any).send(hello(), value)),
  entrance('send with a signal', true, (value) => (client as any).send(hello(), { signal: value })),
  entrance('send where fetch gives it', false, (value) =>
    (createClient as any)({ token: 'my-token', retry: 0, timeout: 1000, fetch: () => value }).send(hello()),
  ),
  entrance('send where fetch throws it', false, (value) =>
    (createClient as any)({
      token: 'my-token',
      retry: 0,
      fetch() {
        throw value;
      },
    }).send(hello()),
  ),
  entrance('send where the answer is it', false, (value) => {
    // What the server says may be shown: only the values of the request are hidden.
    const fetch = async () => {
      const said = JSON.stringify({ error: value }).replaceAll(mark, 'its').replaceAll(markedDigits, 'own');
      return new Response(said, { status: 400 });
    };
    return (createClient as any)({ token: 'my-token', retry: 0, fetch }).send(hello());
  }),
];

function entrance(name: string, calls: boolean, enter: Entrance['enter']): Entrance {
  return { name, calls, enter };
}

/** What a step let in is a mailing that the wire takes, if it is a whole one, and the same each time it is written. */
function written(stage: any): void {
  if (stage['~internal']?.kind !== 'mailing') return;
  const json = JSON.stringify(stage);
  if (JSON.stringify(stage) !== json) throw new Error('it is written in two ways');
  if (JSON.stringify(parseMailing(JSON.parse(json))) !== json) throw new Error('it is read as another one');
}

function writtenRequest(body: any): void {
  const json = JSON.stringify(body);
  if (JSON.stringify(parseRequest(JSON.parse(json))) !== json) throw new Error('it is read as another one');
}

/** A schema says the same as the parser, and does not throw. */
function validated(schema: StandardSchema<unknown>, value: unknown, parse: (value: unknown) => unknown): void {
  const { issues } = schema['~standard'].validate(value);
  if (issues !== undefined) {
    if (issues.length === 0) throw new Error('there are no issues');
    return;
  }
  parse(value);
}

function answered(answer: ReturnType<typeof readAnswer>): void {
  const sound =
    answer.outcome === 'unknown' ||
    (answer.outcome === 'accepted' ? typeof answer.uuid === 'string' && answer.uuid !== '' : typeof answer.reason === 'string');
  if (!sound) throw new Error('the answer is none of the three');
}

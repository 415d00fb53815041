import { beforeAll, describe, expect, test } from 'vitest';
import { edit, type Shown } from './editor.ts';

const optional = {
  from: 'Sets the sender: the id of the name that recipients see, `alphaname_id` on the wire.',
  named: "Sets the name of the mailing, a label for the account's lists that no recipient sees.",
  at: 'Sets when to send, `schedule_time` on the wire.',
  extra: 'Puts fields that the API has and this library does not know into the mailing, behind the documented ones.',
};
const requestExtra = 'Puts fields that the API has and this library does not know into the request, behind the documented ones.';

const phones = 'Gives the recipients: phones, or rows of any shape and how to take the phone from one.';
const mailing = {
  to: 'Adds more recipients to those it has.',
  unique: 'Leaves repeated recipients out, keeping the first.',
  size: 'How many recipients it has.',
  skipped: 'How many rows were left out as `toRecipient` gave `undefined` for them.',
  toJSON: 'Gives the mailing exactly as it goes on the wire, for `JSON.stringify`.',
  ...optional,
};

/** What is offered after each stage, the next steps before the optional ones, and what is said of each step first. */
const stages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'mailing()': {
    bulk: 'Makes it a bulk mailing: one message to a list of phones.',
    personal: 'Makes it a personal mailing: each phone gets a text of its own.',
    ...optional,
  },
  'mailing().bulk()': {
    text: 'Sends a text.',
    image: 'Sends an image, given by a link that is publicly available.',
    button: 'Sends a text with an image and a button that opens a link.',
    ...optional,
  },
  'mailing().personal()': {
    text: 'Sends each recipient a text, which `to` takes with the phone.',
    button: 'Sends each recipient a text with a button that opens a link of their own, which `to` takes with the phone.',
    image: "Does not exist: an image can only be sent in a bulk mailing (the API's documentation).",
    ...optional,
  },
  "mailing().bulk().text('Hello')": { to: phones, ...optional },
  'mailing().bulk().image(url)': { to: phones, ...optional },
  'mailing().bulk().button({ caption: text, link: url, image: url, text })': { to: phones, ...optional },
  'mailing().personal().text()': {
    to: 'Gives the recipients: `{ phone, text }` each, or rows of any shape and how to make that from one.',
    ...optional,
  },
  'mailing().personal().button({ caption: text, image: url })': {
    to: 'Gives the recipients: `{ phone, text, link }` each, or rows of any shape and how to make that from one.',
    ...optional,
  },
  "mailing().bulk().text('Hello').to(phones)": mailing,
  "mailing().from('444').personal().text().to([{ phone: text, text }])": mailing,
  "request({ token: 'my-token' })": { add: 'Adds mailings: one, several, or any iterable of them.', extra: requestExtra },
  "request({ token: 'my-token', from: '444' }).add(any)": {
    toJSON: 'Gives the request exactly as it goes on the wire, for `JSON.stringify`.',
    extra: requestExtra,
    add: 'Adds mailings: one, several, or any iterable of them.',
  },
  "createClient({ token: 'my-token' })": {
    send: 'Sends one request: a mailing, several in one, or a request made by `request(…).add(…)`, which brings its own token.',
  },
};

/** Places where a value is written, and what names are offered there beside those of the program. */
const places: Readonly<Record<string, readonly string[]>> = {
  'mailing(|)': [],
  'mailing().from(|)': [],
  "mailing().from('|')": [],
  'mailing().at(|)': [],
  "mailing().at('|')": [],
  "mailing().at(new Date(), '|')": [],
  'mailing().extra({ | })': [],
  'mailing().personal().text(|)': [],
  'mailing().personal().image(|)': [],
  "mailing().personal().image('|')": [],
  "mailing().bulk().image('|')": [],
  'mailing().bulk().button({ | })': ['caption', 'image', 'link', 'text'],
  // `link` and `text` are there to say that they are each recipient's own.
  'mailing().personal().button({ | })': ['caption', 'image', 'link', 'text'],
  'mailing().bulk().text(text).to(|)': [],
  'mailing().bulk().text(text).to([|])': [],
  "mailing().bulk().text(text).to('|')": [],
  'mailing().personal().text().to({ | })': ['link', 'phone', 'text'],
  'mailing().personal().text().to([{ | }])': ['link', 'phone', 'text'],
  'mailing().personal().text().to([{ phone: text, text, link: | }])': [],
  'mailing().personal().button({ caption: text, image: url }).to([{ phone: text, | }])': ['link', 'text'],
  'request({ | })': ['callbackUrl', 'from', 'token'],
  'createClient({ token: text, | })': ['baseUrl', 'callbackUrl', 'fetch', 'from', 'onRetry', 'retry', 'timeout'],
};

/** What a variable's type shows as. */
const hovers: Readonly<Record<string, string>> = {
  "mailing('Black Friday')": 'Draft<boolean>',
  "mailing('Black Friday').from('444').at('2026-11-27T10:00:00')": 'Draft<true>',
  'mailing().bulk()': 'BulkDraft<boolean>',
  'mailing().personal()': 'PersonalDraft<boolean>',
  "mailing().from('444').bulk().image('https://shop.example.com/sale.jpg')": 'BulkImage<true>',
  'mailing().bulk().button({ caption: text, link: url, image: url, text }).named(text)': 'BulkButton<boolean>',
  'mailing().personal().button({ caption: text, image: url })': 'PersonalButton<boolean>',
  "mailing().bulk().text('Hello').to(['375291111111'])": 'Mailing<"phones", boolean>',
  "mailing().bulk().text('Hello').to(rows, (row) => row.tel).from('444').unique()": 'Mailing<"phones", true>',
  "mailing().personal().text().to([{ phone: '375291111111', text: 'Hello' }])": 'Mailing<"texts", boolean>',
  "request({ token: 'my-token' })": 'RequestDraft<boolean>',
  "request({ token: 'my-token', from: '444' }).add(any)": 'MailingRequest<true>',
  "createClient({ token: 'my-token' })": 'Client',
  "createClient({ token: 'my-token', from: '444' })": 'ClientWithSender',
};

const prelude = `import { createClient, mailing, request } from 'viber-mailing';
declare const text: string, url: string, phones: string[], rows: { tel: string }[], any: any;
`;

let shown: readonly Shown[];

beforeAll(() => {
  const afterStages = Object.keys(stages).map((stage) => `${stage}.|;`);
  const declared = Object.keys(hovers).map((chain, index) => `const |chain${index} = ${chain};`);
  shown = edit([prelude, ...afterStages, ...Object.keys(places).map((place) => `${place};`), ...declared].join('\n'));
});

describe('completions', () => {
  test.each(Object.entries(stages).map(([stage, steps], index) => ({ stage, steps, index })))(
    'after $stage: the legal steps, each with what it does',
    ({ steps, index }) => {
      const place = shown[index] as Shown;
      const offered = place.completions().map(({ name, documentation }) => [name, firstSentence(documentation)]);
      // An editor shows them by name; the reference and the declarations in the order in which they are declared.
      expect(Object.fromEntries(offered)).toEqual(steps);
      expect(place.members()).toEqual(Object.keys(steps));
    },
  );

  test.each(Object.entries(places).map(([place, names], index) => ({ place, names, index })))(
    'in $place: no sentence, and no more than $names',
    ({ names, index }) => {
      const offered = (shown[Object.keys(stages).length + index] as Shown).completions();
      expect(
        offered
          .filter(({ kind }) => kind === 'property' || kind === 'method')
          .map(({ name }) => name)
          .sort(),
      ).toEqual(names);
      expect(offered.filter(({ kind, name }) => kind === 'string' && name !== '')).toEqual([]);
    },
  );
});

describe('hovers', () => {
  test.each(Object.entries(hovers).map(([chain, type], index) => ({ chain, type, index })))(
    '$chain is a $type',
    ({ type, index }) => {
      const hover = (shown[Object.keys(stages).length + Object.keys(places).length + index] as Shown).hover();
      expect(hover).toBe(`const chain${index}: ${type}`);
      expect(type.length).toBeLessThanOrEqual(60);
    },
  );
});

function firstSentence(documentation: string): string {
  return /^.*?\.(?=\s|$)/s.exec(documentation)?.[0].replaceAll('\n', ' ') ?? documentation;
}

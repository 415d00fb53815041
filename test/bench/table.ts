/** A row of the tables: what is measured in both languages of the documentation, and what it may be at most. */
export interface Row {
  readonly table: 'by hand' | 'memory' | 'compiler';
  readonly english: string;
  readonly russian: string;
  readonly budget?: number;
  /** Shown in the README as well. */
  readonly readme?: true;
}

const composing = 'a small mailing: compose, check, JSON';
const composingRussian = 'небольшая рассылка: собрать, проверить, JSON';

/** Every figure of `npm run bench`, in the order of the tables. All are ratios, but for those in MB. */
export const rows = {
  small: { table: 'by hand', english: composing, russian: composingRussian, budget: 1.6, readme: true },
  'small in a request': { table: 'by hand', english: 'the same in a request', russian: 'то же в запросе', budget: 1.6 },
  'small personal': {
    table: 'by hand',
    english: 'a personal button to two: compose, check, JSON',
    russian: 'персональная кнопка двоим: собрать, проверить, JSON',
    budget: 1.6,
  },
  'Latin body': {
    table: 'by hand',
    english: '1 M personal rows, Latin: checked and written as the body that is sent',
    russian: '1 млн персональных строк, латиница: проверены и записаны как тело запроса',
    budget: 0.85,
    readme: true,
  },
  'Cyrillic body': {
    table: 'by hand',
    english: '1 M personal rows, Cyrillic: the same',
    russian: '1 млн персональных строк, кириллица: то же',
    budget: 0.65,
    readme: true,
  },
  'bulk body': {
    table: 'by hand',
    english: '1 M phones: the same',
    russian: '1 млн телефонов: то же',
    budget: 0.9,
    readme: true,
  },
  'Latin body, memory': {
    table: 'by hand',
    english: 'peak memory of the first of these',
    russian: 'пик памяти первого из них',
    budget: 0.6,
    readme: true,
  },
  'Cyrillic body, memory': { table: 'by hand', english: 'of the second', russian: 'второго', budget: 0.6 },
  'bulk body, memory': { table: 'by hand', english: 'of the third', russian: 'третьего', budget: 0.6 },
  send: {
    table: 'by hand',
    english: '1 M personal rows by `client.send`, against `fetch` with a body made by hand, to a server on the same machine',
    russian:
      '1 млн персональных строк через `client.send` по сравнению с `fetch` и телом, сделанным вручную; сервер на той же машине',
    budget: 0.9,
    readme: true,
  },
  'send, memory': { table: 'by hand', english: 'its peak memory', russian: 'пик памяти при этом', budget: 0.7, readme: true },
  phones: {
    table: 'by hand',
    english: '1 M phones: `to(phones)` and `JSON.stringify`',
    russian: '1 млн телефонов: `to(phones)` и `JSON.stringify`',
    budget: 1.8,
    readme: true,
  },
  texts: {
    table: 'by hand',
    english: '1 M texts: `to(rows)` and `JSON.stringify`',
    russian: '1 млн текстов: `to(rows)` и `JSON.stringify`',
    budget: 1.25,
    readme: true,
  },
  'Cyrillic texts': {
    table: 'by hand',
    english: '1 M Cyrillic texts: the same',
    russian: '1 млн текстов кириллицей: то же',
    budget: 1.25,
  },
  'texts with links': {
    table: 'by hand',
    english: '1 M texts with links: the same',
    russian: '1 млн текстов со ссылками: то же',
    budget: 1.25,
  },
  unique: {
    table: 'by hand',
    english: '1 M phones, all different: `unique()`, against writing them as JSON',
    russian: '1 млн разных телефонов: `unique()` по сравнению с записью их в JSON',
    budget: 4.6,
  },
  'unique, twice': {
    table: 'by hand',
    english: '1 M phones, each of them twice: the same',
    russian: '1 млн телефонов, каждый дважды: то же',
    budget: 4.6,
  },
  'faulty phones': {
    table: 'by hand',
    english: '1 M faulty phones, against faultless ones',
    russian: '1 млн ошибочных телефонов по сравнению с верными',
    budget: 2,
  },
  'faulty texts': {
    table: 'by hand',
    english: '1 M faulty texts, against faultless ones',
    russian: '1 млн ошибочных текстов по сравнению с верными',
    budget: 2,
  },
  'one in a thousand': {
    table: 'by hand',
    english: '1 M phones, one in a thousand faulty and left out, against faultless ones',
    russian: '1 млн телефонов, один из тысячи ошибочный и пропущен, по сравнению с верными',
    budget: 1.2,
    readme: true,
  },
  'parsed phones': {
    table: 'by hand',
    english: '1 M phones read by `parseRequest`, against `JSON.parse`',
    russian: '1 млн телефонов, прочитанных `parseRequest`, по сравнению с `JSON.parse`',
    budget: 2.5,
  },
  'parsed texts': {
    table: 'by hand',
    english: '1 M texts read by `parseRequest`, against `JSON.parse`',
    russian: '1 млн текстов, прочитанных `parseRequest`, по сравнению с `JSON.parse`',
    budget: 2,
  },
  'parsed faulty phones': {
    table: 'by hand',
    english: '1 M faulty phones read by `parseRequest`, against faultless ones',
    russian: '1 млн ошибочных телефонов, прочитанных `parseRequest`, по сравнению с верными',
    budget: 2,
  },
  'parsed faulty texts': {
    table: 'by hand',
    english: '1 M texts with faulty phones, the same',
    russian: '1 млн текстов с ошибочными телефонами, то же',
    budget: 2,
  },
  importing: {
    table: 'by hand',
    english: 'importing the package, against an empty module',
    russian: 'импорт пакета по сравнению с пустым модулем',
    budget: 1.2,
  },
  'faulty phones, memory': {
    table: 'memory',
    english: '1 M faulty phones given to `to`',
    russian: '1 млн ошибочных телефонов, данных `to`',
    budget: 50,
  },
  'parsed faulty phones, memory': {
    table: 'memory',
    english: '1 M faulty phones given to `parseRequest`',
    russian: '1 млн ошибочных телефонов, данных `parseRequest`',
    budget: 150,
  },
  'parsed faulty texts, memory': {
    table: 'memory',
    english: '1 M texts with faulty phones given to `parseRequest`',
    russian: '1 млн текстов с ошибочными телефонами, данных `parseRequest`',
    budget: 150,
  },
  'check time 6': {
    table: 'compiler',
    english: 'check time of 3,000 chains of literals, against object literals that `satisfies MailingJson`: TypeScript 6',
    russian: 'время проверки 3000 цепочек из литералов по сравнению с объектами, которые `satisfies MailingJson`: TypeScript 6',
    budget: 1.3,
    readme: true,
  },
  'check time 7': {
    table: 'compiler',
    english: 'the same: TypeScript 7',
    russian: 'то же: TypeScript 7',
    budget: 1.8,
    readme: true,
  },
  'check time of lists 6': {
    table: 'compiler',
    english: 'the same with two literal phones in each: TypeScript 6',
    russian: 'то же с двумя телефонами-литералами в каждой: TypeScript 6',
  },
  'check time of lists 7': { table: 'compiler', english: 'the same: TypeScript 7', russian: 'то же: TypeScript 7' },
  'completions 6': {
    table: 'compiler',
    english: "completions after a dot in a file of 300 chains, against the same in a file of kysely's chains: TypeScript 6",
    russian: 'подсказки после точки в файле из 300 цепочек по сравнению с файлом из цепочек kysely: TypeScript 6',
    budget: 1.5,
    readme: true,
  },
  'completions 7': {
    table: 'compiler',
    english: 'the same: TypeScript 7',
    russian: 'то же: TypeScript 7',
    budget: 1.5,
    readme: true,
  },
} as const satisfies Readonly<Record<string, Row>>;

export type RowName = keyof typeof rows;

/** What is compared with other libraries, the same work by hand being 1. */
export const comparisons = {
  small: { english: composing, russian: composingRussian },
  phones: {
    english: '1 M phones: checked, and written as JSON',
    russian: '1 млн телефонов: проверены и записаны как JSON',
  },
  texts: { english: '1 M texts: checked, and written as JSON', russian: '1 млн текстов: проверены и записаны как JSON' },
} as const;

/** Of other libraries, each in the version that is measured. */
export const peers = {
  valibot: '1.5.0',
  zod: '4.6.7',
  arktype: '2.2.10',
  'slack-block-builder': '2.8.0',
  '@discordjs/builders': '1.15.0',
} as const;

export type Peer = keyof typeof peers;

import { comparisons, rows } from '../../test/bench/table.ts';

/** What the suites of test/matrix and the benchmarks write into the guides, in Russian. What is not listed here stays English. */
export function russianTable(english: string): string {
  return words.reduce(
    (text, [from, to]) => (typeof from === 'string' ? text.replaceAll(from, to) : text.replace(from, to)),
    english,
  );
}

/** Longer ones first, as they hold shorter ones. */
const words: readonly (readonly [from: RegExp | string, to: string])[] = [
  // Figures.
  ...[...Object.values(rows), ...Object.values(comparisons)].map(
    ({ english, russian }) => [`| ${english} |`, `| ${russian} |`] as const,
  ),
  [/(\d{4})-(\d\d)-(\d\d)/g, '$3.$2.$1'],
  // Mocks, and what has a `fetch`.
  [/\| with \| Node \| what its failures come to \|/, '| с чем | Node | чем кончаются его сбои |'],
  [/\| all \|/g, '| все |'],
  [/needs Node (\d+)/g, 'нужен Node $1'],
  [/(undici \d+)'s MockAgent and fetch/g, 'MockAgent и fetch из $1'],
  [/(undici \d+)'s MockAgent/g, 'MockAgent из $1'],
  [/(Node \d+)'s fetch passes it by, and sends/g, 'fetch в $1 обходит его и отправляет'],
  [/a redirect:/g, 'перенаправление:'],
  [/a lost connection:/g, 'связь потеряна:'],
  [/nobody listens:/g, 'никто не слушает:'],
  [/a request that nobody expects:/g, 'запрос, которого не ждали:'],
  [/the same, with a cause /g, 'то же с причиной '],
  [/Run on ([\d.]+) with/g, 'Запущено $1:'],
  // Proxies and other peers.
  [/\| through \| sends \|/, '| через что | отправок |'],
  [/(\d+), single/g, '$1, по одной'],
  [/(\d+), campaign/g, '$1, кампанией'],
  [/nginx, reloaded/g, 'nginx, перечитавший настройки'],
  [/(squid|tinyproxy) that forbids/g, '$1, который запрещает'],
  [/squid that wants a login/g, 'squid, который требует входа'],
  [/(squid|tinyproxy), nobody listens behind it/g, '$1, за которым никто не слушает'],
  [/a proxy that says/g, 'прокси, который отвечает'],
  [/a proxy that hangs up/g, 'прокси, который бросает соединение'],
  [/a proxy that is down/g, 'прокси, который не запущен'],
  [/a proxy that cuts the tunnel after the POST/g, 'прокси, который рвёт туннель после POST'],
  // Validators of JSON Schema.
  [/(\d+) documents, (\d+) of them valid, ([\d.]+)\./, 'Документов $1, из них верных $2; $3.'],
  [/\| Language \| Validator \| Verdict on the same documents \|/, '| Язык | Валидатор | Вердикт по тем же документам |'],
  [/as the library/g, 'как у библиотеки'],
  [/(\d+) otherwise/g, 'расходится в $1'],
  [
    /takes unknown keys that each object inherits, such as/g,
    'принимает неизвестные ключи, которые достались каждому объекту по наследству, например',
  ],
  [
    /knows no `if`, and takes a field of another kind, or leaves one out/g,
    'не знает `if` и принимает поле от другого вида рассылки или отсутствие нужного',
  ],
  [
    /takes a text of nothing but NUL, which cannot stand in its patterns/g,
    'принимает текст из одних NUL: в его шаблонах такого символа быть не может',
  ],
  [/counts the bytes of a link where mbstring is not installed/g, 'без mbstring считает длину ссылки в байтах'],
  [/takes any `\$schema`/g, 'принимает любую `$$schema`'],
  // Figures.
  [/^Run on ([\d.]+):$/m, 'Измерено $1:'],
  ['The memory that a refusal takes, in MB:', 'Память, которую занимает отказ, в МБ:'],
  ['In the editor and the compiler:', 'В редакторе и компиляторе:'],
  ['Beside other libraries, the same work by hand being 1:', 'Рядом с другими библиотеками; та же работа вручную — 1:'],
  [/\| what \|(.*)\| budget \|/g, '| что |$1| бюджет |'],
  [/\| what \| viber-mailing/, '| что | viber-mailing'],
  [/\| (?:times|by hand = 1) \|/g, '| вручную = 1 |'],
  [/\| missed on Node /g, '| превышен на Node '],
  [/\| missed \|/g, '| превышен |'],
  [/(?<=\| )(\d+)\.(\d\d)(?= \|)/g, '$1,$2'],
  // Frameworks.
  [/^On ([\d.]+):$/m, 'Проверено $1:'],
  [/\| Packages \| Program \|/, '| Пакеты | Программа |'],
];

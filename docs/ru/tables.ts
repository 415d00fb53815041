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
  // What names a version of workerd, or its date of compatibility, is written as it is configured.
  [/(?<!workerd |wrangler, )(\d{4})-(\d\d)-(\d\d)/g, '$3.$2.$1'],
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
  // Bundlers.
  [/\| bundler \| entries that ran \|/, '| сборщик | части, которые заработали |'],
  [/\| all but /g, '| все, кроме '],
  // Package managers.
  [/\| with \| Node 20/, '| с чем | Node 20'],
  [/\| yes(?= )/g, '| да'],
  [/\| no(?= \|)/g, '| нет'],
  [/npm, beside bullmq 5 and pg/g, 'npm, рядом с bullmq 5 и pg'],
  [/npm, a workspace/g, 'npm, workspace'],
  [/(pnpm \d+), strict/g, '$1, строго'],
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
  // What a server does in the middle of a request.
  [
    /\| single sends \| *\| campaigns \| *\| single sends over TLS \| *\| kept \| *\|/,
    '| отдельные отправки | | кампании | | отдельные по TLS | | общее соединение | |',
  ],
  [/unknown \| sent twice/g, 'unknown | отправлено дважды'],
  [/^Four on one session, the first of them answered:$/m, 'Четыре в одном сеансе, на первый запрос сервер ответил:'],
  [/^Run on ([\d.]+)\.$/gm, 'Запущено $1.'],
  [/\| the server \|/g, '| сервер |'],
  [/ before the body was read/g, ' до чтения тела'],
  [/ after it(?= \|)/g, ' после чтения тела'],
  [/last stream zero/g, 'последний поток нулевой'],
  [/last stream before ours/g, 'последний поток перед нашим'],
  [/last stream after ours/g, 'последний поток после нашего'],
  [/last stream (?:equal )?ours/g, 'последний поток наш'],
  [/SETTINGS lower MAX_CONCURRENT_STREAMS to 1/g, 'SETTINGS снижают MAX_CONCURRENT_STREAMS до 1'],
  [/200, and close_notify behind it/g, '200, и сразу за ним close_notify'],
  [/close_notify before the last chunk/g, 'close_notify до последней части'],
  [/close_notify and FIN, both ways,/g, 'close_notify и FIN в обе стороны'],
  [/(\d) and close_notify/g, '$1 и close_notify'],
  ['| a trailer |', '| trailer, поля после тела |'],
  ['| a reset', '| сброс'],
  [', then a reset', ', затем сброс'],
  [/, then (?=\d|RST)/g, ', затем '],
  [/ or (?=(?:\d|accepted|unknown|not-sent|rejected))/g, ' или '],
  [/; (\d+) posted/g, '; отправлено раз: $1'],
  [/; \*\*(\d+) twice\*\*/g, '; **дважды: $1**'],
  [/; through a proxy on Node 20 by undici/, '; через прокси в Node 20 — с undici'],
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
  [
    /Beside other libraries, the same work by hand being 1, on (Node [\d.]+):/,
    'Рядом с другими библиотеками, на $1; та же работа вручную — 1:',
  ],
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

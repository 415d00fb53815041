/** The words of a text. A name such as `phone_format` is one; marks around a word, as in `_italic_`, are none of it. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:_+[\p{L}\p{N}]+)*/gu) ?? [];
}

/** The parts of names such as `phone_scientific`, by which a text is found as well. */
export function partsOfNames(text: string): string {
  return wordsOf(text)
    .filter((word) => word.includes('_'))
    .join(' ')
    .replaceAll('_', ' ');
}

/** A word without its ending, for English and Russian; nothing for one that is in every text. */
export function stem(word: string): string | null {
  const small = word.toLowerCase().replaceAll('ё', 'е');
  if (common.has(small)) return null;
  if (/[а-я]/.test(small)) return small.length < 5 ? small : small.replace(russianEnding, '');
  return small.length < 5 || /[\d_]/.test(small)
    ? small
    : small
        .replace(/ies$/, 'y')
        .replace(englishEnding, '')
        .replace(/(.)\1$/, '$1');
}

const common = new Set(
  'the a an of is are was be it its and or that this how do does i my you your и в на с по как что это не к у о'.split(' '),
);
const russianEnding =
  /(?<=.{3})(?:иями|ями|ами|иях|ях|ах|ией|иям|ием|ого|его|ому|ему|ыми|ими|ться|тся|ать|ять|ить|еть|ает|ает|ют|ут|ят|ат|ов|ев|ей|ам|ям|ой|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ию|ия|ью|ья|ом|ем|ет|ит|а|я|о|е|ы|и|у|ю|ь|й)$/;
const englishEnding = /(?<=.{3})(?:ing|ed|es|e|(?<!s)s)$/;

/** What people call by another name than these pages do, and what these pages call it. */
const names: Readonly<Record<string, string>> = {
  '1m': 'campaigns',
  '401 unauthorized': 'refusal rejected token',
  abort: 'signal stopping',
  'alphaname alphanames': 'sender alphaname_id',
  'aws lambda serverless': 'runtimes function',
  balance: 'money',
  'blacklist unsubscribe optout opt': 'privacy',
  'bun deno': 'runtimes',
  cancel: 'campaigns abandon',
  charge: 'billed twice',
  'codegen swagger': 'openapi generators',
  dayjs: 'day js moment',
  delivery: 'callbacks',
  delivered: 'callbacks',
  'docker kubernetes k8s': 'containers',
  'dotenv env': 'environment token',
  dry: 'sandbox',
  dst: 'clocks summer',
  'duplicate dedupe': 'unique twice',
  emoji: 'surrogate',
  err_require_esm: 'commonjs install',
  'eresolve ebadengine': 'managers engines peers',
  'excel google': 'spreadsheet csv xlsx',
  experimentalwarning: 'experimental sqlite',
  'etimedout eai_again': 'outcomes connection timeout',
  frontend: 'browser visitor',
  'funds insufficient': 'money',
  gdpr: 'privacy erased',
  hmac: 'signature secret',
  'idempotency idempotent': 'recognise outcomes twice',
  'koa nuxt remix sveltekit': 'frameworks route',
  'markdown formatting': 'bold',
  mock: 'sandbox testing',
  mojibake: 'windows 1251',
  'performance benchmark': 'speed',
  'pause resume': 'campaigns stop',
  png: 'image',
  postgres: 'postgresql machines',
  price: 'billed',
  'prisma typeorm drizzle knex sequelize orm': 'database cursor',
  redact: 'privacy never shown',
  resend: 'unknown again',
  'security vulnerability': 'privacy security',
  'self_signed_cert_in_chain depth_zero_self_signed_cert unable_to_verify_leaf_signature': 'certificate trust',
  'sentry datadog': 'logger tracker',
  sqlite_busy: 'ledger_busy lock',
  'statistics analytics clicks opens': 'callbacks',
  shaking: 'size bundle',
  supabase: 'postgresql pooler',
  timezone: 'schedules time zones',
  'ukraine poland lithuania': 'country code',
  unknown: 'outcomes',
  'video audio sticker': 'kinds',
  vpn: 'proxy прокси',
  webhook: 'callbacks',
  xlsx: 'spreadsheet csv excel',
  'альфа альфанейм': 'отправитель',
  баланс: 'деньги денег',
  'батч батчи': 'порция кампания',
  'безопасность уязвимость': 'личные токены',
  'битрикс 1с крм': 'json языке',
  'валидация валидатор': 'json schema проверяет',
  'вебхук колбек колбэк': 'обратный вызов',
  'видео аудио стикер': 'видов',
  'винда виндовс': 'windows',
  'возобновить прервано': 'продолжает кампания',
  'данные закон': 'личные токены',
  'докер кубернетес': 'контейнер',
  доставка: 'обратный вызов',
  'дубль дубли дубликат дубликаты': 'unique дважды',
  идемпотентность: 'дважды неизвестно исход',
  'изображение фото': 'картинка',
  ключ: 'токен',
  'код коды': 'правило',
  кракозябры: 'кодировка windows',
  крон: 'cron',
  курсив: 'разметка жирный',
  лимит: 'предел',
  лицензия: 'license',
  логирование: 'логи',
  миграция: 'перейти переписать',
  'мок моки мокать': 'подменой песочница',
  монго: 'mongodb',
  'недостаточно средств': 'деньги денег',
  некст: 'next',
  нест: 'nestjs',
  нода: 'node',
  'оплата стоимость цена': 'оплачивается',
  отмена: 'отмена cancel',
  отложенный: 'расписание',
  'отписка отписаться стоп': 'отписался',
  ошибка: 'компилируется правило',
  питон: 'python',
  'повторный повторная': 'дважды',
  подписчик: 'получатель',
  порция: 'кампания',
  'постгрес постгре': 'postgresql',
  предпросмотр: 'preview',
  производительность: 'скорость',
  пхп: 'php',
  ретрай: 'повторяет',
  смс: 'sms',
  'смайлик эмодзи': 'суррогата',
  сравнение: 'рядом библиотеками',
  'статистика клики открытия': 'обратный вызов',
  'таймаут тайм': 'timeout время',
  тестовый: 'песочница',
  телефон: 'получатель',
  украина: 'страна код',
  фастифай: 'fastify',
  форматирование: 'жирный',
  'чёрный черный': 'отписался личные токены',
  эксель: 'excel',
  экспресс: 'express',
};

/** The same by the stem of each name. */
export const otherWords: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([asked, words]) => asked.split(' ').map((name) => [stem(name) ?? name, words] as const)),
);

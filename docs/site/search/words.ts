/** The words of a text as they are compared: small letters, no endings. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
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

/** What people call by another name than these pages do, by its stem. */
export const otherWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '1m': 'campaigns',
    abort: 'signal stopping',
    alphanam: 'sender alphaname_id',
    balanc: 'money',
    blacklist: 'privacy',
    bun: 'runtimes',
    cancel: 'campaigns abandon',
    deno: 'runtimes',
    delivery: 'callbacks',
    docker: 'containers',
    dotenv: 'environment token',
    dry: 'sandbox',
    duplicat: 'unique twice',
    emoji: 'surrogate',
    excel: 'spreadsheet csv xlsx',
    xlsx: 'spreadsheet csv excel',
    gdpr: 'privacy erased',
    mock: 'sandbox testing',
    opt: 'privacy',
    optout: 'privacy',
    pric: 'billed',
    resend: 'unknown again',
    timezon: 'schedules time zones',
    unknown: 'outcomes',
    unsubscrib: 'privacy',
    webhook: 'callbacks',
    альф: 'отправитель',
    баланс: 'деньги денег',
    батч: 'порция кампания',
    вебхук: 'обратный вызов',
    данн: 'личные токены',
    докер: 'контейнер',
    доставк: 'обратный вызов',
    дубл: 'unique дважды',
    дубликат: 'unique дважды',
    ключ: 'токен',
    код: 'правило',
    коды: 'правило',
    колбек: 'обратный вызов',
    колбэк: 'обратный вызов',
    крон: 'cron',
    лим: 'предел',
    нода: 'node',
    отмен: 'отмена cancel',
    ошибк: 'компилируется правило',
    отложенн: 'расписание',
    отписк: 'отписался',
    оплат: 'оплачивается',
    повторн: 'дважды',
    подписчик: 'получатель',
    порц: 'кампания',
    предпросмотр: 'preview',
    смс: 'sms',
    стоимост: 'оплачивается',
    тестов: 'песочница',
    телефон: 'получатель',
    цена: 'оплачивается',
    черн: 'отписался личные токены',
    эксел: 'excel',
  }),
);

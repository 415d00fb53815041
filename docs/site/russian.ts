/** A page as a reader of Russian has it: what stands around its text in Russian too, and no line that begins or ends amiss. */
export function inRussian(html: string): string {
  const [before = '', text = '', after = ''] = html.split(/(?<=<main[^>]*>)|(?=<\/main>)/);
  return [before, keptTogether(text), after]
    .join('')
    .replace(new RegExp(Object.keys(words).join('|'), 'g'), (said) => words[said] ?? said);
}

const words: Readonly<Record<string, string>> = {
  'aria-label="Permalink"': 'aria-label="Ссылка на этот раздел"',
  'aria-label="Table"': 'aria-label="Таблица"',
  '>Copy</button>': '>Копировать</button>',
  '>On This Page<': '>На этой странице<',
  '>Open in the playground</a>': '>Открыть в браузере</a>',
  '>Playground</a>': '>Попробовать</a>',
};

/** Blanks at which no line breaks: behind short words, before dashes, within figures and before what they count. */
function keptTogether(html: string): string {
  return html.replace(/<(pre|code|script|style|svg)\b.*?<\/\1>|<[^>]*>|[^<]+/gs, (part) =>
    part.startsWith('<')
      ? part
      : part
          .replace(/(?<![\p{L}\p{N}-])(\p{L}{1,2}|не|при|для|без) (?=\S)/gu, '$1\u00a0')
          .replace(/ (?=[—–] )/g, '\u00a0')
          .replace(/(?<=\d) (?=\d{3}(?!\d))/g, '\u00a0')
          .replace(/(?<=\d) (?=(?:с|мс|КБ|МБ|ГБ|млн|символов)(?!\p{L}))/gu, '\u00a0')
          .replace(/(?<=Node|Deno|Bun|TypeScript|PostgreSQL) (?=\d)/g, '\u00a0'),
  );
}

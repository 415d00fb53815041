/** A page as a reader of Russian has it: what stands around its text in Russian too, and no line that begins or ends amiss. */
export function inRussian(html: string): string {
  const said = html.replace(new RegExp(Object.keys(words).join('|'), 'g'), (english) => words[english] ?? english);
  const [before = '', text = '', after = ''] = said.split(/(?<=<main[^>]*>)|(?=<\/main>)/);
  // typedoc leads to the README by its folder, which a browser does not open from a file.
  return [before, keptTogether(text).replaceAll('href="../"', 'href="../index.html"'), after].join('');
}

const words: Readonly<Record<string, string>> = {
  'aria-label="Permalink"': 'aria-label="Ссылка на этот раздел"',
  'aria-label="Table"': 'aria-label="Таблица"',
  '>Copy</button>': '>Копировать</button>',
  '>On This Page<': '>На этой странице<',
  '>Open in the playground</a>': '>Открыть в браузере</a>',
  '>Playground</a>': '>Попробовать</a>',
};

/** Blanks at which no line breaks: within figures and before what they count, and in running text behind short words and before dashes. */
function keptTogether(html: string): string {
  const figures = inTexts(html, 'pre|code|script|style|svg', (text) =>
    text
      .replace(/(?<=\d) (?=\d{3}(?!\d))/g, '\u00a0')
      .replace(/(?<=\d) (?=(?:с|мс|КБ|МБ|ГБ|млн|символов)(?!\p{L}))/gu, '\u00a0')
      .replace(/(?<=Node|Deno|Bun|TypeScript|PostgreSQL) (?=\d)/g, '\u00a0'),
  );
  return inTexts(figures, 'pre|code|script|style|svg|table', (text) =>
    text.replace(/(?<![\p{L}\p{N}-])([а-яёА-ЯЁ]{1,2}|при|для|без) (?=\S)/gu, '$1\u00a0').replace(/ (?=[—–] )/g, '\u00a0'),
  );
}

/** Changes the texts of a page, but for those within some elements. */
function inTexts(html: string, except: string, change: (text: string) => string): string {
  const parts = new RegExp(`<(${except})\\b.*?</\\1>|<[^>]*>|[^<]+`, 'gs');
  return html.replace(parts, (part) => (part.startsWith('<') ? part : change(part)));
}

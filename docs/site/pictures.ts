import { mailing } from '../../src/index.js';
import { type Drawable, preview } from '../../src/preview/index.js';

const shop = 'https://shop.example.com';
const button = { link: `${shop}/sale`, image: `${shop}/sale.jpg` };

/** What the messages say. */
const words = {
  en: {
    sale: 'Everything at half price until *Sunday*',
    half: 'Everything at *half price*',
    visit: 'To the shop',
    ready: 'Anna, your order is ready',
    pay: 'Pay',
    invoice: 'Anna, your invoice 17 is ready',
    sender: 'My Shop',
  },
  ru: {
    sale: 'До *воскресенья* всё за полцены',
    half: 'Всё за *полцены*',
    visit: 'В магазин',
    ready: 'Анна, ваш заказ готов',
    pay: 'Оплатить',
    invoice: 'Анна, счёт № 17 готов',
    sender: 'Мой магазин',
  },
};

/** A message of each kind and its steps, by the stage that it is composed in. */
const messages = new Map<string, (said: typeof words.en) => readonly [steps: string, message: Drawable]>(
  Object.entries({
    BulkText: ({ sale }) => ['.bulk().text(…)', mailing().bulk().text(sale)],
    BulkImage: () => ['.bulk().image(…)', mailing().bulk().image(button.image)],
    BulkButton: ({ visit, half }) => [
      '.bulk().button(…)',
      mailing()
        .bulk()
        .button({ ...button, caption: visit, text: half }),
    ],
    PersonalText: ({ ready }) => [
      '.personal().text()',
      mailing()
        .personal()
        .text()
        .to([{ phone: '375291111111', text: ready }]),
    ],
    PersonalButton: ({ pay, invoice }) => [
      '.personal().button(…)',
      mailing()
        .personal()
        .button({ caption: pay, image: `${shop}/invoice.jpg` })
        .to([{ phone: '375291111111', text: invoice, link: `${shop}/pay/17` }]),
    ],
  }),
);

/** What a message that is composed in a stage looks like, in the colours of the page; nothing where it is no such stage. */
export function pictureOf(stage: string, language: 'en' | 'ru' = 'en'): string {
  const [steps, message] = messages.get(stage)?.(words[language]) ?? [];
  if (message === undefined) return '';
  const [light, dark] = (['light', 'dark'] as const).map((theme) => {
    return `<div class="in-${theme}">${preview(message, { theme, sender: words[language].sender })}</div>`;
  });
  return `<figure class="picture">${light}${dark}<figcaption><code>${steps}</code></figcaption></figure>`;
}

/** Puts pictures where a guide asks for them: `<!-- pictures: BulkText, BulkImage -->`, or one beside the program that follows. */
export function withPictures(html: string, language: 'en' | 'ru'): string {
  const shown = (stages: string) =>
    stages
      .split(', ')
      .map((stage) => pictureOf(stage, language))
      .join('');
  return html
    .replace(/<!-- pictures: ([\w, ]+) -->/g, (_, stages: string) => `<div class="pictures">${shown(stages)}</div>`)
    .replace(
      /<!-- picture beside: (\w+) -->\s*(<pre>.*?<\/pre>(?:<p class="try">.*?<\/p>)?)/gs,
      (_, stage: string, program: string) => `<div class="beside"><div>${program}</div>${shown(stage)}</div>`,
    );
}

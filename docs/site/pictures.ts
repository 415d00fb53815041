import { mailing } from '../../src/index.js';
import { type Drawable, preview } from '../../src/preview/index.js';

const shop = 'https://shop.example.com';
const button = { link: `${shop}/sale`, image: `${shop}/sale.jpg` };

/** A message of each kind and its steps, by the stage that it is composed in. */
const messages: ReadonlyMap<string, readonly [steps: string, message: Drawable]> = new Map([
  picture('BulkText', '.bulk().text(…)', mailing().bulk().text('Everything at half price until *Sunday*')),
  picture('BulkImage', '.bulk().image(…)', mailing().bulk().image(button.image)),
  picture(
    'BulkButton',
    '.bulk().button(…)',
    mailing()
      .bulk()
      .button({ ...button, caption: 'To the shop', text: 'Everything at *half price*' }),
  ),
  picture(
    'PersonalText',
    '.personal().text()',
    mailing()
      .personal()
      .text()
      .to([{ phone: '375291111111', text: 'Anna, your order is ready' }]),
  ),
  picture(
    'PersonalButton',
    '.personal().button(…)',
    mailing()
      .personal()
      .button({ caption: 'Pay', image: `${shop}/invoice.jpg` })
      .to([{ phone: '375291111111', text: 'Anna, your invoice 17 is ready', link: `${shop}/pay/17` }]),
  ),
]);

/** What a message that is composed in a stage looks like, in the colours of the page; nothing where it is no such stage. */
export function pictureOf(stage: string): string {
  const [steps, message] = messages.get(stage) ?? [];
  if (message === undefined) return '';
  const [light, dark] = (['light', 'dark'] as const).map((theme) => {
    return `<div class="in-${theme}">${preview(message, { theme, sender: 'My Shop' })}</div>`;
  });
  return `<figure class="picture">${light}${dark}<figcaption><code>${steps}</code></figcaption></figure>`;
}

/** Puts pictures where a guide asks for them: `<!-- pictures: BulkText, BulkImage -->`, or one beside the program that follows. */
export function withPictures(html: string): string {
  const shown = (stages: string) => stages.split(', ').map(pictureOf).join('');
  return html
    .replace(/<!-- pictures: ([\w, ]+) -->/g, (_, stages: string) => `<div class="pictures">${shown(stages)}</div>`)
    .replace(
      /<!-- picture beside: (\w+) -->\s*(<pre>.*?<\/pre>(?:<p class="try">.*?<\/p>)?)/gs,
      (_, stage: string, program: string) => `<div class="beside"><div>${program}</div>${shown(stage)}</div>`,
    );
}

function picture(stage: string, steps: string, message: Drawable) {
  return [stage, [steps, message]] as const;
}

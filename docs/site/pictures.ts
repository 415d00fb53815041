import { mailing } from '../../src/index.js';
import { type Drawable, preview } from '../../src/preview/index.js';

const shop = 'https://shop.example.com';
const button = { link: `${shop}/sale`, image: `${shop}/sale.jpg` };

/** A message of each kind, by the stage that it is composed in. */
const messages: ReadonlyMap<string, Drawable> = new Map<string, Drawable>([
  ['BulkText', mailing().bulk().text('Everything at half price until *Sunday*')],
  ['BulkImage', mailing().bulk().image(button.image)],
  [
    'BulkButton',
    mailing()
      .bulk()
      .button({ ...button, caption: 'To the shop', text: 'Everything at *half price*' }),
  ],
  [
    'PersonalText',
    mailing()
      .personal()
      .text()
      .to([{ phone: '375291111111', text: 'Anna, your order is ready' }]),
  ],
  [
    'PersonalButton',
    mailing()
      .personal()
      .button({ caption: 'Pay', image: `${shop}/invoice.jpg` })
      .to([{ phone: '375291111111', text: 'Anna, your invoice 17 is ready', link: `${shop}/pay/17` }]),
  ],
]);

/** What a message that is composed in a stage looks like, in the colours of the page; nothing where it is no such stage. */
export function pictureOf(stage: string): string {
  const message = messages.get(stage);
  if (message === undefined) return '';
  const [light, dark] = (['light', 'dark'] as const).map((theme) => {
    return `<div class="in-${theme}">${preview(message, { theme, sender: 'My Shop' })}</div>`;
  });
  return `<figure class="picture">${light}${dark}<figcaption>A ${spoken(stage)}, about as a phone shows it</figcaption></figure>`;
}

/** Puts pictures where a guide asks for them: `<!-- pictures: BulkText, BulkImage -->`. */
export function withPictures(html: string): string {
  return html.replace(/<!-- pictures: ([\w, ]+) -->/g, (_, stages: string) => {
    return `<div class="pictures">${stages.split(', ').map(pictureOf).join('')}</div>`;
  });
}

function spoken(stage: string): string {
  return stage.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

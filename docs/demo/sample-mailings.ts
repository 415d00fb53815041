import { type MailingWithSender, mailing } from 'viber-mailing';

const image = 'https://example-site.com/images/image.jpg';
const phones = ['375291111111', '375292222222'];
const begin = (name: string) => mailing(name).from('444').at('2024-10-30T22:56:00');

/** The five mailings of the documentation's sample, one of each kind. */
export const sampleMailings: readonly MailingWithSender[] = [
  begin('mailing list 1')
    .personal()
    .button({ caption: 'Push me', image })
    .to(phones, (phone, index) => ({
      phone,
      text: `personal message 1.${index + 1}`,
      link: `https://example-site.com/some_action/${index + 1}`,
    })),
  begin('mailing list 2')
    .personal()
    .text()
    .to(phones, (phone, index) => ({ phone, text: `personal message 2.${index + 1}` })),
  begin('mailing list 3')
    .bulk()
    .button({ caption: 'Button', link: 'https://example-site.com/some_action', image, text: 'message text 3' })
    .to(phones),
  begin('mailing list 4').bulk().text('message text 4').to(phones),
  begin('mailing list 5').bulk().image(image).to(phones),
];

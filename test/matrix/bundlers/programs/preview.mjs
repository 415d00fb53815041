import { mailing } from 'viber-mailing';
import { preview } from 'viber-mailing/preview';

export async function run() {
  return preview(mailing().bulk().text('Everything at *half price*')).slice(0, 4);
}

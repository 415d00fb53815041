import { phones } from 'viber-mailing/phones';

export async function run() {
  return phones({ country: 'BY' })('8 (029) 111-11-11');
}

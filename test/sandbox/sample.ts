import { readFileSync } from 'node:fs';
import type { RequestJson } from 'viber-mailing';

/** The documentation's own request. */
export const sampleText = readFileSync(new URL('../wire/sample-request.json', import.meta.url), 'utf8');

export const sample = (): RequestJson => JSON.parse(sampleText);

/** A small request that keeps every rule. */
export const small = (): RequestJson => ({
  token: 'my-token',
  messages: [
    {
      alphaname_id: '444',
      message_type: 'bulk',
      content: { type: 'text', text: 'Hello' },
      delivery_list: ['375291111111'],
    },
  ],
});

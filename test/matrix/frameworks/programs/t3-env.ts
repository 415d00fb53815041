import { createEnv } from '@t3-oss/env-core';
import { MailingSchema } from 'viber-mailing';
import { bad, good, same } from './shared.ts';

const env = createEnv({ server: { MAILING: MailingSchema }, runtimeEnv: { MAILING: good as never } });
same(env.MAILING.message_type, 'bulk');
let told: string[] = [];
try {
  createEnv({
    server: { MAILING: MailingSchema },
    runtimeEnv: { MAILING: bad as never },
    onValidationError: (issues) => {
      told = issues.map(({ message }) => message.slice(0, 7));
      throw new Error();
    },
  });
} catch {}
same(told, ['an imag', 'a phone']);

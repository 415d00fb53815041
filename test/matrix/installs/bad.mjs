import { nothing } from 'viber-mailing/campaign';
import { other } from 'viber-mailing/nowhere';
import * as phones from 'viber-mailing/phones';

export { nothing, other };
export const phone = phones.nothing;

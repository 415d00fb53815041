import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { MailingSchema } from 'viber-mailing';
import { bad, good, same } from './shared.ts';

const resolve = standardSchemaResolver(MailingSchema as never) as any;
const options = { fields: {}, shouldUseNativeValidation: false };
same((await resolve(good, undefined, options)).values.message_type, 'bulk');
const { errors } = await resolve(bad, undefined, options);
same([errors.content.image_url.message.slice(0, 8), errors.delivery_list[0].message.slice(0, 7)], ['an image', 'a phone']);

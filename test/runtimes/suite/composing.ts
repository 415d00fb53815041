import { InvalidInputError, mailing, parseMailing, parseRequest, RequestSchema, readAnswer, request } from 'viber-mailing';
import sample from '../../wire/sample-request.json' with { type: 'json' };
import { type Behaviour, holds, same } from './behaviour.ts';

const image = 'https://example-site.com/images/image.jpg';

/** A link as a URL object, where there are any. */
const url = (link: string) => (typeof URL === 'undefined' ? link : new URL(link));

/** Composing needs nothing of a runtime but the language, so that it runs in browsers too. */
export const composing: readonly Behaviour<unknown>[] = [
  {
    title: 'writes each kind of mailing exactly as it goes on the wire',
    run() {
      const phones = ['375291111111', '375292222222'];
      const text = mailing('a').from('444').at('2024-10-30T22:56:00').bulk().text('Привет 👋').to(phones);
      same(
        text,
        {
          alphaname_id: '444',
          name: 'a',
          message_type: 'bulk',
          schedule_time: '2024-10-30T22:56:00',
          content: { type: 'text', text: 'Привет 👋' },
          delivery_list: phones,
        },
        'a bulk text',
      );
      same(
        mailing().bulk().image(url(image)).to(phones),
        { message_type: 'bulk', content: { type: 'image', image_url: image }, delivery_list: phones },
        'a bulk image',
      );
      const link = 'https://example-site.com/';
      same(
        mailing().bulk().button({ caption: 'Push me', link, image, text: 'Hello' }).to(phones),
        {
          message_type: 'bulk',
          content: { type: 'button', image_url: image, button_link: link, caption: 'Push me', text: 'Hello' },
          delivery_list: phones,
        },
        'a bulk button',
      );
      same(
        mailing()
          .personal()
          .text()
          .to([{ phone: '375291111111', text: 'Hello' }]),
        { message_type: 'personal', content: { type: 'text' }, delivery_list: [{ phone: '375291111111', text: 'Hello' }] },
        'a personal text',
      );
      same(
        mailing()
          .personal()
          .button({ caption: 'Push me', image })
          .to([{ phone: '375291111111', text: 'Hello', link: url(link) }]),
        {
          message_type: 'personal',
          content: { type: 'button', image_url: image, caption: 'Push me' },
          delivery_list: [{ phone: '375291111111', text: 'Hello', button_link: link }],
        },
        'a personal button',
      );
    },
  },
  {
    title: 'reads the sample request of the API and writes it again, byte for byte',
    run() {
      same(parseRequest(sample), sample, 'the sample');
      const mailings = sample.messages.map((json) => parseMailing(json).from(json.alphaname_id));
      same(request({ token: sample.token, callbackUrl: sample.callback_url }).add(mailings), sample, 'the sum of its mailings');
      same('issues' in RequestSchema['~standard'].validate(sample), false, 'a fault of the sample');
    },
  },
  {
    title: 'refuses what the API forbids, with every fault at its place',
    run() {
      same(
        faults(() =>
          mailing()
            .bulk()
            .text('Hello')
            .to(['375291111111', '+375291111111', '80291111111x'] as string[]),
        ),
        ['phone_format delivery_list[1]', 'phone_format delivery_list[2]'],
        'the faults',
      );
      same(
        faults(() =>
          mailing()
            .bulk()
            .text('half a \ud83d' as string),
        ),
        ['ill_formed content.text'],
        'the faults of a text',
      );
      same(
        faults(() =>
          mailing()
            .bulk()
            .image('http://192.168.0.1/a.jpg' as string),
        ),
        ['image_private content.image_url'],
        'the faults of an image',
      );
      same(
        faults(() =>
          parseMailing({
            message_type: 'personal',
            content: { type: 'image' },
            delivery_list: [{ phone: '375291111111', text: 'Hello' }],
          }),
        ),
        ['personal_image content.type'],
        'the faults of JSON',
      );
    },
  },
  {
    title: 'gives a moment as the local time of a zone, and refuses one that occurs twice',
    run() {
      const at = (moment: string, zone: string) =>
        mailing().at(new Date(moment), zone).bulk().text('Hello').to('375291111111').toJSON().schedule_time;
      if (typeof Intl === 'undefined') {
        same(
          faults(() => at('2026-11-27T07:00:00Z', 'Europe/Minsk')),
          ['intl_missing schedule_time'],
          'an engine without time zones',
        );
        return;
      }
      same(at('2026-11-27T07:00:00.900Z', 'Europe/Minsk'), '2026-11-27T10:00:00', 'Minsk');
      same(at('2026-07-01T12:00:00Z', 'America/New_York'), '2026-07-01T08:00:00', 'New York');
      // In Vilnius clocks go back from 4:00 to 3:00 on 25 October 2026, at 1:00 UTC.
      same(
        faults(() => at('2026-10-25T00:30:00Z', 'Europe/Vilnius')),
        ['time_repeated schedule_time'],
        'an hour that occurs twice',
      );
      same(
        faults(() => at('2026-10-25T00:30:00Z', 'Europe/Nowhere')),
        ['zone_unknown schedule_time'],
        'a zone that does not exist',
      );
    },
  },
  {
    title: 'knows the time of Minsk, which is that of UTC+3 all year',
    run() {
      if (typeof Intl === 'undefined') return;
      const hours: string[] = [];
      const expected: string[] = [];
      for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2037, 0, 1); day += 11 * 86_400_000) {
        const { schedule_time } = mailing().at(new Date(day), 'Europe/Minsk').bulk().text('Hello').to('375291111111').toJSON();
        hours.push(String(schedule_time));
        expected.push(new Date(day + 3 * 3_600_000).toISOString().slice(0, 19));
      }
      same(hours, expected, 'the hours of Minsk');
    },
  },
  {
    title: 'keeps the first of each recipient',
    run() {
      const once = mailing()
        .bulk()
        .text('Hello')
        .to(new Set(['375291111111']))
        .to(['375291111111', '375292222222'])
        .unique();
      same([once.size, once.toJSON().delivery_list], [2, ['375291111111', '375292222222']], 'what is left');
    },
  },
  {
    title: 'reads an answer that came from elsewhere',
    run() {
      same(readAnswer({ uuid: 'u', success: 'OK' }), { outcome: 'accepted', uuid: 'u' });
      same(readAnswer({ error: 'no' }), { outcome: 'rejected', reason: 'no' });
      same(readAnswer('<html>'), { outcome: 'unknown' });
    },
  },
];

function faults(step: () => unknown): string[] {
  try {
    step();
  } catch (error) {
    holds(error instanceof InvalidInputError, 'an InvalidInputError is thrown');
    return (error as InvalidInputError).issues.map(({ code, path }) => `${code} ${path}`);
  }
  return [];
}

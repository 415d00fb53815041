import { createClient, InvalidInputError, mailing, request } from 'viber-mailing';
import { type Behaviour, holds, type Place } from './behaviour.ts';
import { pieces, secrets } from './secrets.ts';
import { notice, sent } from './sending.ts';
import { nobody, serving } from './servers.ts';

const { token, phone, text, link, image } = secrets;

/** What a person could log shows no token, phone, text or link. What it prints is checked by whoever reads the output. */
export const hiding: readonly Behaviour[] = [
  {
    title: 'shows no secret of an error or a client, however it is looked at, nor of a mailing or a request that is printed',
    async run(place) {
      const inspectors = await inspectorsOf();
      for (const [name, value] of Object.entries(await values(place))) {
        console.log(name, value);
        console.log(`${value instanceof Error ? value : name}`);
        for (const [way, look] of Object.entries({ ...inspectors, ...(value instanceof Error && errorInspectors) })) {
          const shown = look(value);
          // What a mailing is made of are its own properties, for tests that compare; the token is none.
          const hidden = way === 'walk' && plain.includes(name) ? pieces.filter((piece) => token.includes(piece)) : pieces;
          for (const piece of hidden)
            holds(!shown.includes(piece), `${way} of ${name} hides what starts with ${piece.slice(0, 3)}`);
        }
      }
    },
  },
];

const plain = ['draft', 'composed', 'mailing', 'request', 'request with mailings'];

async function values(place: Place): Promise<Record<string, unknown>> {
  const echo = JSON.stringify({
    error: `no ${token} ${phone} ${text} ${link} ${encodeURIComponent(text)} ${image}`,
    phone,
    [phone]: token,
  });
  const failure = async (baseUrl: string) => (await sent({ baseUrl })).error;
  return {
    draft: mailing(text),
    composed: mailing().bulk().button({ caption: text, link, image, text }),
    mailing: notice,
    request: request({ token, callbackUrl: link }),
    'request with mailings': request({ token, callbackUrl: link }).add(notice),
    client: createClient({ token, callbackUrl: link }),
    rejected: await serving(place, { does: 'answers', answers: [{ status: 400, body: echo }] }, ({ baseUrl }) => failure(baseUrl)),
    'rejected in HTML': await serving(
      place,
      { does: 'answers', answers: [{ status: 404, body: `<p>${phone}</p> ${token} ${text}` }] },
      ({ baseUrl }) => failure(baseUrl),
    ),
    'not documented': await serving(place, { does: 'answers', answers: [{ status: 500, body: echo }] }, ({ baseUrl }) =>
      failure(baseUrl),
    ),
    'no answer': await serving(place, { does: 'resets' }, ({ baseUrl }) => failure(baseUrl)),
    'nobody there': await failure(await nobody(place)),
    'no such host': await failure('https://no-such-host.invalid/api/'),
    aborted: (await sent({ baseUrl: await nobody(place) }, { signal: AbortSignal.abort() })).error,
    'invalid phone': thrown(() =>
      mailing()
        .bulk()
        .text(text)
        .to([`+${phone}`] as string[]),
    ),
    'invalid link': thrown(() =>
      mailing()
        .bulk()
        .image(`ftp://${link}` as string),
    ),
    'invalid token': thrown(() => request({ token: `${token} ${text}` as string })),
    'invalid option': thrown(() => createClient({ token, [token]: phone } as never)),
  };
}

function thrown(step: () => unknown): unknown {
  try {
    step();
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

type Look = (value: unknown) => string;

/** The ways to look at any value that this runtime has. */
async function inspectorsOf(): Promise<Record<string, Look>> {
  const { Bun, Deno } = globalThis as { Bun?: Inspector; Deno?: Inspector };
  const looks: Record<string, Look> = { walk: (value) => walked(value) };
  if (Bun !== undefined) looks['Bun.inspect'] = (value) => Bun.inspect(value, { depth: 20 });
  if (Deno !== undefined) looks['Deno.inspect'] = (value) => Deno.inspect(value, { depth: 20, showHidden: true, getters: true });
  if ('process' in globalThis) {
    const { inspect } = await import('node:util');
    looks['util.inspect'] = (value) => inspect(value, { depth: 20, showHidden: true, getters: true });
  }
  return looks;
}

const errorInspectors: Record<string, Look> = {
  String,
  stack: (error) => String((error as Error).stack),
  'JSON.stringify': (error) => JSON.stringify(error) + JSON.stringify(error, Object.getOwnPropertyNames(error)),
  structuredClone: (error) => walked(structuredClone(error)),
};

interface Inspector {
  inspect(value: unknown, options: object): string;
}

/** Every property that can be reached, once, also hidden and inherited ones and through `cause`, but not by calling a method. */
function walked(value: unknown, seen: Set<unknown> = new Set()): string {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '' : String(value);
  // What a mailing is to the other rooms leads back to it.
  if (seen.has(value)) return '';
  seen.add(value);
  const keys = new Set<PropertyKey>();
  for (let owner = value; owner !== null && owner !== Object.prototype; owner = Object.getPrototypeOf(owner))
    for (const key of Reflect.ownKeys(owner)) if (key !== 'constructor') keys.add(key);
  return [...keys].map((key) => `${String(key)}: ${walked((value as Record<PropertyKey, unknown>)[key], seen)}`).join('\n');
}

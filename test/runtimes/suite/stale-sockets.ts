import { type ClientOptions, createClient, mailing, SendError } from 'viber-mailing';
import { type Behaviour, holds, type Place, same } from './behaviour.ts';
import type { Plan } from './plan.ts';
import { secrets } from './secrets.ts';
import { serving } from './servers.ts';

/** How a request goes out: as a single send, as one of a campaign, or on a kept connection with nothing against doubles. */
type Way = 'single' | 'campaign' | 'kept';

export interface Tally {
  readonly accepted: number;
  readonly notSent: number;
  readonly unknown: number;
  /** Requests that arrived whole. */
  readonly arrived: number;
  /** Requests that arrived more than once. */
  readonly doubles: number;
  readonly connections: number;
}

const races = 300;
const pause = 4;

/** What happens where the server closes a connection that was kept. */
export const staleSockets: readonly Behaviour[] = [
  {
    title: `loses and doubles none of ${races} single sends while the server closes idle connections`,
    shown: ['stale', 'single'],
    async run(place) {
      const tally = await send(place, 'single', idle, races);
      const { accepted, unknown, doubles, connections } = tally;
      same(doubles, 0, 'doubled');
      if (canClose(place)) same([accepted, unknown, connections], [races, 0, races], 'accepted, unknown, connections');
      return tally;
    },
  },
  {
    title: `loses and doubles none of ${races} sends of a campaign while the server closes idle connections`,
    shown: ['stale', 'campaign'],
    async run(place) {
      const tally = await send(place, 'campaign', idle, races);
      same([tally.doubles, tally.accepted + tally.notSent + tally.unknown], [0, races], 'doubled, all');
      if (canClose(place)) same(tally.accepted, races, 'accepted');
      return tally;
    },
  },
  {
    title: `shows what ${races} sends on kept connections come to, without the library's care`,
    shown: ['stale', 'kept'],
    run: (place) => send(place, 'kept', idle, races),
  },
  {
    title: 'keeps no connection between single sends',
    async run(place) {
      const { accepted, unknown, doubles, connections } = await send(place, 'single', { does: 'dies when warm' }, 20);
      same([accepted + unknown, doubles], [20, 0], 'all, doubled');
      if (canClose(place)) same([accepted, connections], [20, 20], 'accepted, connections');
    },
  },
  {
    title: 'doubles no send of a campaign whose connection dies under it',
    async run(place) {
      const tally = await send(place, 'campaign', { does: 'dies when warm' }, 20);
      same(tally.doubles, 0, 'doubled');
    },
  },
  {
    title: "sees lost or doubled sends where connections are kept without the library's care",
    async run(place) {
      const tally = await send(place, 'kept', { does: 'dies when warm' }, 20);
      holds(place.runtime === 'deno' ? tally.doubles > 0 : tally.unknown > 0, `${JSON.stringify(tally)} shows them`);
      return tally;
    },
  },
];

/** Whether the runtime closes a connection when it is asked to. workerd drops the header that asks. */
function canClose({ runtime }: Place): boolean {
  return runtime !== 'workerd';
}

const idle: Plan = { does: 'closes idle connections', after: pause };

function send(place: Place, way: Way, plan: Plan, times: number): Promise<Tally> {
  return serving(place, plan, async ({ baseUrl, books }) => {
    const { token } = secrets;
    const client = createClient({ token, baseUrl, retry: 0, ...(way === 'kept' && { fetch: carelessFetch }) } as ClientOptions);
    const counts = { accepted: 0, 'not-sent': 0, rejected: 0, unknown: 0 };
    for (let i = 0; i < times; i++) {
      const mailingOfItsOwn = mailing()
        .from('444')
        .bulk()
        .text('Hello')
        .to(String(375291000000 + i));
      const sent = way === 'single' ? client.send(mailingOfItsOwn) : internalOf(client).send(mailingOfItsOwn, {});
      await sent.then(
        () => counts.accepted++,
        (error) => {
          if (!(error instanceof SendError)) throw error;
          counts[error.outcome]++;
        },
      );
      if (plan === idle) await new Promise((resolve) => setTimeout(resolve, pause));
    }
    const { requests, doubles, connections } = await books();
    return {
      accepted: counts.accepted,
      notSent: counts['not-sent'],
      unknown: counts.unknown,
      arrived: requests,
      doubles,
      connections,
    };
  });
}

/** What a client is to a campaign. */
function internalOf(client: object) {
  return (client as { '~internal': { send(mailing: unknown, exchange: object): Promise<unknown> } })['~internal'];
}

/** The runtime's fetch on connections that are kept, without the client that keeps Deno from sending twice. */
function carelessFetch(input: RequestInfo, init?: RequestInit & { client?: unknown }): Promise<Response> {
  const { client: _, headers, ...rest } = init ?? {};
  return fetch(input, { ...rest, headers: { ...(headers as Record<string, string>), connection: 'keep-alive' } });
}

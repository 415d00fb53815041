import { mkdtempSync, rmSync } from 'node:fs';
import { Session } from 'node:inspector';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// How many files a reader opens to follow a flow: those with a function that runs, by V8's own coverage, import apart.
// `npm run flows` prints them.
const src = new URL('../../src/', import.meta.url);

/** Runs a flow, and gives the files of `src/` in which a function ran meanwhile. */
async function filesOf(flow: () => unknown): Promise<string[]> {
  const session = new Session();
  session.connect();
  const post = (method: string, params = {}) =>
    new Promise<any>((resolve, reject) =>
      session.post(method, params, (error, result) => (error === null ? resolve(result) : reject(error))),
    );
  await post('Profiler.enable');
  await post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await flow();
  const { result } = await post('Profiler.takePreciseCoverage');
  session.disconnect();
  return (result as Script[])
    .filter(({ url, functions }) => url.startsWith(src.href) && functions.some(ran))
    .map(({ url }) => url.slice(src.href.length).replace(/\?.*$/, ''))
    .sort();
}

interface Script {
  readonly url: string;
  readonly functions: readonly {
    readonly functionName: string;
    readonly ranges: readonly { readonly startOffset: number; readonly count: number }[];
  }[];
}

/** Whether it is called: not the module's own beginning, nor what the compiler adds to keep names. */
function ran({ functionName, ranges: [range] }: Script['functions'][number]): boolean {
  return range !== undefined && range.count > 0 && range.startOffset > 0 && functionName !== '__name';
}

const { createClient, mailing } = await import('../../src/index.ts');
const rows = [{ phone: '375291111111', text: 'Anna, your order is ready' }];
const button = { caption: 'Pay', image: 'https://shop.example.com/invoice.jpg' };
const buttonRows = rows.map((row) => ({ ...row, link: 'https://shop.example.com/invoice/1' }));
const answer = () => new Response('{"uuid":"1","success":"OK"}', { headers: { 'content-type': 'application/json' } });
const client = () => createClient({ token: 'my-token', from: '444', fetch: async () => answer() });
const composed = mailing('Orders').personal().text();

const flows: Readonly<Record<string, () => Promise<string[]>>> = {
  'to(rows) to JSON, with its chain': () =>
    filesOf(() => JSON.stringify(mailing('Orders').personal().button(button).to(buttonRows))),
  'client.send, without composing': async () => {
    const [to, ready] = [client(), composed.to(rows)];
    return filesOf(() => to.send(ready));
  },
  'a campaign on SQLite': async () => {
    const { openCampaign, ...ledgers } = (await import('../../src/campaign/index.ts')) as any;
    const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-flow-'));
    try {
      const { default: Database } = await import('libsql' as string);
      const database = new Database(join(folder, 'campaigns.db'));
      const to = client();
      return await filesOf(async () => {
        const sale = await openCampaign('orders', { ledger: ledgers.sqliteLedger(database), message: composed });
        await sale.load(rows);
        await sale.send(to);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

if (process.argv[2] === '--json') {
  const counted: Record<string, string[]> = {};
  for (const [name, flow] of Object.entries(flows)) counted[name] = await flow();
  console.log(JSON.stringify(counted));
} else {
  for (const [name, flow] of Object.entries(flows)) {
    const files = await flow();
    console.log(`${name}: ${files.length}\n  ${files.join('\n  ')}`);
  }
}

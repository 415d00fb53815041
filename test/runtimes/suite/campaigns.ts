import { createClient, mailing } from 'viber-mailing';
import { openCampaign, type SqliteDatabase, type SqliteLedger, sqliteLedger } from 'viber-mailing/campaign';
import { type Behaviour, same } from './behaviour.ts';

const message = mailing('Sale').from('444').personal().text();
const rows = Array.from({ length: 2500 }, (_, index) => ({ phone: String(375_290_000_000 + index), text: `Привет, ${index}` }));

/** Whether the runtime has SQLite; Node 20 has none. */
function hasSqlite(folder: string): boolean {
  try {
    return sqliteLedger(`${folder}/any.db`) !== undefined;
  } catch (error) {
    same((error as { issues?: { code: string }[] }).issues?.[0]?.code, 'no_sqlite');
    return false;
  }
}

async function ledgerIn(folder: string): Promise<SqliteLedger> {
  const file = `${folder}/campaigns-${crypto.randomUUID()}.db`;
  if (hasSqlite(folder)) return sqliteLedger(file);
  const { default: Database } = (await import('libsql' as string)) as { default: new (file: string) => SqliteDatabase };
  return sqliteLedger(new Database(file));
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

/** Campaigns in SQLite, wherever there is a file system. */
export const campaigns: readonly Behaviour[] = [
  {
    title: 'a campaign in SQLite is loaded, sent, stopped and gone on with, each batch once',
    async run({ folder }) {
      const ledger = await ledgerIn(folder);
      const sale = await openCampaign('sale', { ledger, message });
      await sale.load(rows, { unique: true });
      const names: unknown[] = [];
      const fetch = async (_: string, { body }: { body: never }) => {
        names.push(JSON.parse(await new Response(body).text()).messages[0].name);
        return new Response('{"uuid":"cc9c8043-8caf-11ef-b035-9e8f47954dec","success":"OK"}');
      };
      const client = createClient({ token: 'token', fetch: fetch as never });
      const stream = sale.stream(client, { concurrency: 1 });
      await stream.next();
      same(await codeOf((await openCampaign('SALE', { ledger, message })).send(client)), 'ledger_busy', 'a second send');
      await stream.return?.();
      const { batches, recipients } = await sale.send(client, { concurrency: 1 });
      same([batches.accepted, recipients.accepted], [3, 2500]);
      same(names, ['Sale · 1/3', 'Sale · 2/3', 'Sale · 3/3'], 'what went out');
      same(await codeOf(openCampaign('sale', { ledger, message: message.named('Other') })), 'content_changed', 'another message');
      await ledger.remove('sale');
      same(await ledger.campaigns(), []);
    },
  },
  {
    title: 'a disk that is not there is told by a sentence',
    async run({ folder }) {
      // A database of libsql is opened by the caller, and so is its failure.
      if (!hasSqlite(folder)) return;
      const opening = openCampaign('sale', { ledger: sqliteLedger(`${folder}/suite.mjs/campaigns.db`), message });
      same(await codeOf(opening.then((sale) => sale.load(rows))), 'ledger_unavailable');
    },
  },
];

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openCampaign, type SqliteDatabase, sqliteLedger } from 'viber-mailing/campaign';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all, freshFolder, greeting, phones } from '../../campaign/campaigns.ts';
import { accept, lost, refuse, scripted } from '../../campaign/scripted-client.ts';
import { installPackages } from '../../tools/packages.ts';

type Better = SqliteDatabase & { defaultSafeIntegers(on: boolean): unknown };

describe('better-sqlite3', () => {
  let folder: string | undefined;
  let Database: (new (file: string) => Better) | undefined;

  beforeAll(() => {
    folder = installPackages(['better-sqlite3@12.11.1']);
    // Its binary is downloaded, or compiled.
    spawnSync('npm', ['rebuild', 'better-sqlite3'], { cwd: folder });
    try {
      Database = createRequire(join(folder, 'package.json'))('better-sqlite3');
      new (Database as new (file: string) => Better)(':memory:').close();
    } catch (error) {
      Database = undefined;
      console.log(`better-sqlite3: not run, as there is no binary of it here: ${String(error).slice(0, 200)}`);
    }
    // Compiling it takes minutes.
  }, 1_200_000);

  afterAll(() => folder && rmSync(folder, { recursive: true }));

  it.each([false, true])('keeps a ledger, whole numbers as BigInt: %s', async (bigints) => {
    if (Database === undefined) return;
    const file = join(freshFolder(), 'campaigns.db');
    const ledgers = [new Database(file), new Database(file)].map((database) => {
      database.defaultSafeIntegers(bigints);
      return sqliteLedger(database);
    });
    const [ledger, other] = ledgers as [ReturnType<typeof sqliteLedger>, ReturnType<typeof sqliteLedger>];
    const sale = await openCampaign('sale', { ledger, message: greeting });
    await sale.load([...phones(3), ...phones(3)], { batchSize: 1, unique: true });
    const { client, posted } = scripted((request) => (request === 0 ? accept('uuid') : request === 1 ? refuse(400, 'no') : lost()));
    expect((await sale.send(client, { concurrency: 1 })).batches).toMatchObject({ accepted: 1, rejected: 1, unknown: 1 });
    const again = await openCampaign('SALE', { ledger: other, message: greeting });
    expect((await again.report()).recipients).toMatchObject({ total: 3, accepted: 1, rejected: 1, unknown: 1 });
    expect(await all(again.batches('accepted'))).toMatchObject([{ index: 0, size: 1, attempts: 1, uuid: 'uuid' }]);
    expect(await all(again.recipients('rejected'))).toEqual([phones(2)[1]]);
    await again.resolve({ index: 1 }, 'resend');
    await again.resolve({ index: 2 }, 'abandon');
    expect((await again.send(scripted(() => accept()).client)).batches).toMatchObject({ accepted: 2, abandoned: 1 });
    await other.remove('sale');
    expect(await ledger.campaigns()).toEqual([]);
    expect(posted).toEqual(phones(3));
  });
});

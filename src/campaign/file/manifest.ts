import * as v from 'valibot';
import { CampaignError } from '../errors.js';
import type { Loaded } from '../ledger.js';
import type { Disk } from './disk.js';
import type { Folder } from './folder.js';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const manifest = v.object({
  format: v.literal(1),
  recipients: whole,
  batches: whole,
  batchSize: v.pipe(whole, v.minValue(1)),
  invalid: whole,
  content: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  mailing: v.looseObject({ message_type: v.picklist(['bulk', 'personal']), content: v.looseObject({ type: v.string() }) }),
});

/** What was loaded into a folder; `undefined` where nothing was. */
export async function readManifest(disk: Disk, folder: Folder): Promise<Loaded | undefined> {
  const bytes = await disk.read(folder.manifest);
  if (bytes === undefined) return undefined;
  const json = parsed(bytes);
  if (!v.is(manifest, json) || json.batches !== Math.ceil(json.recipients / json.batchSize))
    throw new CampaignError('ledger_damaged', folder.manifest);
  const { mailing, recipients, batches, batchSize, invalid, content } = json;
  return { head: mailing as unknown as Loaded['head'], recipients, batches, batchSize, invalid, content };
}

/** The manifest as it is written: for people, too. */
export function manifestBytes(name: string, { head, recipients, batches, batchSize, invalid, content }: Loaded): Uint8Array {
  const loaded = new Date().toISOString();
  const whole = { format: 1, campaign: name, loaded, recipients, batches, batchSize, invalid, content, mailing: head };
  return new TextEncoder().encode(`${JSON.stringify(whole, null, 2)}\n`);
}

/** How many recipients a batch has. */
export function sizeOf({ recipients, batches, batchSize }: Loaded, index: number): number {
  return index < batches - 1 ? batchSize : recipients - batchSize * (batches - 1);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

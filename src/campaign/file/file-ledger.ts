import { throwIssue } from '../../wire/errors.js';
import { campaignRules } from '../../wire/rules.js';
import { CampaignError } from '../errors.js';
import type { Ledger, Loaded, Loading, Queryable, Resolution, Sending, StoredBatch } from '../ledger.js';
import { type BatchState, Counts, type Report } from '../report.js';
import type { Disk, Processes } from './disk.js';
import { beginLoading } from './file-loading.js';
import { beginSending } from './file-sending.js';
import { Folder } from './folder.js';
import { isLocked } from './lock.js';
import { readManifest } from './manifest.js';
import { nodeDisk } from './node-disk.js';
import { resolveSlot } from './resolve-slot.js';
import { type FoundSlot, Slots } from './slots.js';

/** What a file ledger stands on. */
export interface Ground {
  readonly disk: Disk;
  readonly processes: Processes;
}

/**
 * Keeps campaigns in a folder of this machine, each in a folder of its own that can be read by people.
 *
 * One process at a time loads, sends or resolves. Everything is readable for its owner only. The recipients of a batch
 * are deleted once it is accepted.
 *
 * @param dir - The folder; it is made at the first load.
 * @throws {@link InvalidInputError} `folder_expected`.
 * @example
 * ```ts
 * import { fileLedger, openCampaign } from 'viber-mailing/campaign';
 *
 * const ledger = fileLedger('./campaigns');
 * const sale = await openCampaign('summer-sale', { ledger }); // in ./campaigns/summer-sale
 * ```
 * @category Ledgers
 */
export function fileLedger(dir: string): Ledger {
  if (typeof dir !== 'string' || dir === '') throwIssue(campaignRules, 'folder_expected', 'dir');
  let ground: Promise<Ground> | undefined;
  return new FileLedger(() => {
    ground ??= nodeDisk(dir);
    return ground;
  });
}

/** The file ledger on any disk. */
export class FileLedger implements Ledger {
  readonly #ground: () => Promise<Ground>;

  constructor(ground: () => Promise<Ground>) {
    this.#ground = ground;
  }

  async find(name: string): Promise<Loaded | undefined> {
    const { disk } = await this.#ground();
    return readManifest(disk, new Folder(name));
  }

  async load(name: string, tx?: Queryable): Promise<Loading> {
    if (tx !== undefined) throwIssue(campaignRules, 'transaction', 'tx');
    return beginLoading(await this.#ground(), name);
  }

  async send(name: string): Promise<Sending> {
    return beginSending(await this.#ground(), name);
  }

  async report(name: string): Promise<Report> {
    const loaded = await this.#loaded(name);
    const counts = new Counts(loaded.invalid);
    for await (const { state, size } of this.#slots(name, loaded)) counts.add(state, size);
    return counts.report();
  }

  async *batches(name: string, state?: BatchState, from?: number): AsyncGenerator<StoredBatch, void, undefined> {
    const { disk } = await this.#ground();
    const folder = new Folder(name);
    for await (const slot of this.#slots(name, await this.#loaded(name), from)) {
      if (state !== undefined && slot.state !== state) continue;
      const { index, size, uuid } = slot;
      yield { index, size, state: slot.state, uuid, reason: await reasonOf(disk, folder, slot) };
    }
  }

  async resolve(name: string, index: number, resolution: Resolution): Promise<void> {
    await resolveSlot(await this.#ground(), name, index, resolution);
  }

  async #loaded(name: string): Promise<Loaded> {
    const loaded = await this.find(name);
    if (loaded === undefined) throw new CampaignError('not_loaded');
    return loaded;
  }

  /** The slots as they are now. One in `sending` that nobody sends is unknown. */
  async *#slots(name: string, loaded: Loaded, from?: number): AsyncGenerator<FoundSlot, void, undefined> {
    const { disk, processes } = await this.#ground();
    const folder = new Folder(name);
    const slots = await Slots.open(disk, folder, loaded);
    try {
      const locked = await isLocked(disk, processes, folder.path);
      for await (const slot of slots.all(from)) {
        const left = slot.state === 'sending' && !locked && !(await isLocked(disk, processes, folder.path));
        yield left ? { ...slot, state: 'unknown' } : slot;
      }
    } finally {
      await slots.file.close();
    }
  }
}

async function reasonOf(disk: Disk, folder: Folder, { index, state }: FoundSlot): Promise<string | undefined> {
  if (state !== 'rejected' && state !== 'unknown') return undefined;
  const reason = await disk.read(folder.reason(index));
  if (reason !== undefined) return new TextDecoder().decode(reason);
  return state === 'unknown' ? 'the process ended before it could write down what became of the request' : undefined;
}

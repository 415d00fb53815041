import { IssueCollector, throwIssue } from '../wire/errors.js';
import type { InvalidRecipient, MailingHeadJson, MailingInternal, RecipientReader } from '../wire/internal.js';
import { campaignRules, mailingRules } from '../wire/rules.js';
import { CampaignError } from './errors.js';
import type { Ledger, Loaded, Loading } from './ledger.js';
import { type ReadLoadOptions, readLoadOptions } from './options.js';
import { contentDigest, hex, messageDigest, sha256 } from './stored.js';

/** Reads the rows as a stream into the ledger, in batches. */
export async function loadCampaign(
  ledger: Ledger,
  name: string,
  message: MailingInternal,
  rows: unknown,
  second: unknown,
  third: unknown,
): Promise<void> {
  const options = readLoadOptions(second, third);
  const source = sourceOf(rows, message, options);
  const loading = await ledger.load(name);
  try {
    await read(source, await planOf(name, message, loading, options), loading, options);
  } finally {
    await loading.close();
  }
}

function sourceOf(
  rows: unknown,
  message: MailingInternal,
  { toRecipient }: ReadLoadOptions,
): Iterable<unknown> | AsyncIterable<unknown> {
  if (typeof rows === 'string' && toRecipient === undefined && message.head().message_type === 'bulk') return [rows];
  try {
    if (typeof rows === 'object' && rows !== null && (Symbol.iterator in rows || Symbol.asyncIterator in rows))
      return rows as never;
  } catch {
    // Nothing that can be looked at.
  }
  return throwIssue(campaignRules, 'rows_expected', 'rows');
}

/** What is loaded, but for the recipients. */
interface Plan extends Pick<Loaded, 'name' | 'message' | 'batchSize' | 'numbered'> {
  readonly head: MailingHeadJson;
  readonly reader: MailingInternal['reader'];
  readonly unique: boolean;
}

const defaultBatchSize = 1000;

/** Compares with what was loaded under the name before, as far as it can be known without the rows. */
async function planOf(name: string, message: MailingInternal, { before }: Loading, options: ReadLoadOptions): Promise<Plan> {
  const head = message.head();
  const digest = await messageDigest(head);
  const { batchSize = before?.batchSize ?? defaultBatchSize, numbered = before?.numbered ?? true, unique = false } = options;
  if (before !== undefined) {
    const { batchSize: size } = before;
    if (digest !== before.message) throw new CampaignError('content_changed', 'another message');
    if (batchSize !== size) throw new CampaignError('content_changed', `batches of ${size}, not ${batchSize}`);
    if (numbered !== before.numbered)
      throw new CampaignError('content_changed', `batches ${before.numbered ? 'with' : 'without'} numbers`);
  }
  return { name, head, message: digest, batchSize, numbered, unique, reader: message.reader.bind(message) };
}

async function read(
  source: Iterable<unknown> | AsyncIterable<unknown>,
  plan: Plan,
  loading: Loading,
  { toRecipient, onInvalid }: ReadLoadOptions,
): Promise<void> {
  const faults = new IssueCollector(mailingRules);
  const bulk = plan.head.message_type === 'bulk';
  let invalid = 0;
  let skipped = 0;
  let index = 0;
  let answer: unknown;
  const leaveOut = (recipient: InvalidRecipient) => {
    invalid++;
    if (onInvalid !== undefined) answer = onInvalid(recipient);
    else for (const { code, path } of recipient.issues) faults.add(code as keyof typeof mailingRules, path);
  };
  const writer = new BatchWriter(plan, loading, leaveOut);
  // As `to` does it: null is never meant, and no phone is most likely an empty cell, told where there is someone to tell.
  const keep = (recipient: unknown, place: number): PromiseLike<unknown> | undefined => {
    answer = undefined;
    if (toRecipient === undefined || (recipient !== undefined && recipient !== null)) writer.take(recipient, place);
    else if (recipient === null) leaveOut(mapperFault('mapper_null', place));
    else if (bulk) {
      skipped++;
      if (onInvalid !== undefined) leaveOut(mapperFault('phone_missing', place));
    }
    return isPromise(answer) ? answer : undefined;
  };
  /** Gives a promise only where the caller's functions do: one for each row costs as much as writing its JSON. */
  const take = (row: unknown): PromiseLike<unknown> | undefined => {
    const place = index++;
    if (toRecipient === undefined) return keep(row, place);
    const recipient = toRecipient(row, place);
    return isPromise(recipient) ? recipient.then((made) => keep(made, place)) : keep(recipient, place);
  };
  // A faulty list is read to its end, so that all its faults are told at once, and stored no further.
  const flush = () => writer.flush(faults.total === 0);
  try {
    if (Symbol.iterator in source) {
      for (const row of source) {
        const waiting = take(row);
        if (waiting !== undefined) await waiting;
        if (writer.full) await flush();
      }
    } else {
      for await (const row of source) {
        const waiting = take(row);
        if (waiting !== undefined) await waiting;
        if (writer.full) await flush();
      }
    }
    faults.throwIfAny();
    const loaded = { ...(await writer.end(skipped > 0 ? 'phone_missing' : 'no_recipients')), invalid };
    if (loading.before === undefined) await loading.commit(loaded);
    else if (loaded.content !== loading.before.content) throw new CampaignError('content_changed', 'other recipients');
  } finally {
    await writer.idle();
  }
}

function mapperFault(code: 'mapper_null' | 'phone_missing', index: number): InvalidRecipient {
  return { index, issues: [{ code, path: `delivery_list[${index}]`, message: mailingRules[code] }] };
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** How many batches are stored at once. */
const maxUnderWay = 4;
/** How many recipients are compared with those before at once. */
const comparedAtOnce = 1000;

/** Gathers checked recipients into batches and stores these, a few at a time. */
class BatchWriter {
  readonly #plan: Plan;
  readonly #loading: Loading;
  readonly #leaveOut: (invalid: InvalidRecipient) => void;
  readonly #digests: Uint8Array[] = [];
  readonly #underWay = new Set<Promise<void>>();
  readonly #buffers: Uint8Array[] = [];
  /** How many recipients are read before they are made a batch, or compared. */
  readonly #length: number;
  /** Those that wait until they make a batch. */
  #waiting: unknown[] = [];
  #failure: { readonly error: unknown } | undefined;
  #reader: RecipientReader;
  #batches = 0;
  #recipients = 0;

  constructor(plan: Plan, loading: Loading, leaveOut: (invalid: InvalidRecipient) => void) {
    this.#plan = plan;
    this.#loading = loading;
    this.#leaveOut = leaveOut;
    this.#length = plan.unique ? comparedAtOnce : plan.batchSize;
    this.#reader = plan.reader(leaveOut, this.#length);
  }

  take(recipient: unknown, index: number): void {
    this.#reader.take(recipient, index);
  }

  /** Whether what was taken is to be flushed. */
  get full(): boolean {
    return this.#reader.size() >= this.#length;
  }

  /** Stores what was taken, or drops it. Returns as soon as there is room for more. */
  async flush(keep: boolean): Promise<void> {
    const reader = this.#reader;
    this.#reader = this.#plan.reader(this.#leaveOut, this.#length);
    if (!keep || reader.size() === 0) return;
    const list: readonly unknown[] = reader.list();
    const unseen = this.#plan.unique ? await this.#loading.unseen(await Promise.all(list.map(keyOf))) : undefined;
    for (const [place, recipient] of list.entries()) if (unseen?.[place] !== false) this.#waiting.push(recipient);
    await this.#write(this.#plan.batchSize);
  }

  /** Stores the rest, and gives what was loaded; `none` is the fault where that is nobody. */
  async end(none: 'phone_missing' | 'no_recipients'): Promise<Omit<Loaded, 'name' | 'invalid'>> {
    await this.flush(true);
    await this.#write(1);
    await this.idle();
    this.#throwFailure();
    if (this.#batches === 0) throwIssue(mailingRules, none, 'delivery_list');
    const { head, message, batchSize, numbered } = this.#plan;
    const content = await contentDigest(this.#plan, this.#digests);
    return { head, message, batches: this.#batches, batchSize, numbered, recipients: this.#recipients, content };
  }

  /** Waits for what is being stored, whatever becomes of it. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** Makes batches of those that wait, as long as there are so many. */
  async #write(least: number): Promise<void> {
    while (this.#waiting.length >= least) {
      const list = this.#waiting.splice(0, this.#plan.batchSize);
      const work = this.#store(this.#batches++, list.length, JSON.stringify(list)).catch((error) => {
        this.#failure ??= { error };
      });
      this.#recipients += list.length;
      this.#underWay.add(work);
      work.then(() => this.#underWay.delete(work));
      while (this.#underWay.size >= maxUnderWay) await Promise.race(this.#underWay);
      this.#throwFailure();
    }
  }

  async #store(index: number, size: number, text: string): Promise<void> {
    const buffer = this.#buffer(text.length * maxBytes);
    const list = buffer.subarray(0, encoder.encodeInto(text, buffer).written);
    const digest = await sha256(list);
    this.#digests[index] = digest;
    if (this.#loading.before === undefined) await this.#loading.add({ index, size, list, digest: hex(digest) });
    this.#buffers.push(buffer);
  }

  // Used again and again: writing into a buffer that is there takes half the time of making one.
  #buffer(length: number): Uint8Array {
    const buffer = this.#buffers.pop();
    return buffer !== undefined && buffer.length >= length ? buffer : new Uint8Array(length + length / 8);
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

/** The bytes of a character of a string in UTF-8, at most. */
const maxBytes = 3;
/** The length from which a key is shorter as a digest. */
const longKey = 32;
const encoder = /* @__PURE__ */ new TextEncoder();

/** What two equal recipients have in common. */
async function keyOf(recipient: unknown): Promise<string> {
  const key = typeof recipient === 'string' ? recipient : JSON.stringify(recipient);
  return key.length < longKey ? key : hex((await sha256(encoder.encode(key))).subarray(0, 16));
}

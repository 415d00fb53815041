import { IssueCollector, throwIssue } from '../wire/errors.js';
import type { InvalidRecipient, MailingInternal } from '../wire/internal.js';
import { looksLike } from '../wire/request-body.js';
import { campaignRules, mailingRules } from '../wire/rules.js';
import { CampaignError } from './errors.js';
import type { Ledger, Loaded, Loading } from './ledger.js';
import { type ReadLoadOptions, readLoadOptions } from './options.js';
import { checkSameMessage, contentDigest, hex, messageDigest, sha256 } from './stored.js';

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
  const isSource = (rows: object) => typeof rows === 'object' && (Symbol.iterator in rows || Symbol.asyncIterator in rows);
  return looksLike<Iterable<unknown>>(rows, isSource) ? rows : throwIssue(campaignRules, 'rows_expected', 'rows');
}

/** What is loaded, but for the recipients. */
type Plan = Awaited<ReturnType<typeof planOf>>;

const defaultBatchSize = 1000;

/** Compares with what was loaded under the name before, as far as it can be known without the rows. */
async function planOf(name: string, mailing: MailingInternal, { before }: Loading, options: ReadLoadOptions) {
  const head = mailing.head();
  const { batchSize = before?.batchSize ?? defaultBatchSize, numbered = before?.numbered ?? true, unique = false } = options;
  if (before !== undefined) {
    await checkSameMessage(head, before);
    const { batchSize: size } = before;
    if (batchSize !== size) throw new CampaignError('content_changed', `batches of ${size}, not ${batchSize}`);
    if (numbered !== before.numbered)
      throw new CampaignError('content_changed', `batches ${before.numbered ? 'with' : 'without'} numbers`);
  }
  return { name, mailing, head, message: await messageDigest(head), batchSize, numbered, unique };
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
  const writer = batchWriter(plan, loading, leaveOut);
  // As in `to`: a mapper that gives null is at fault; no phone is most likely an empty cell, which `onInvalid` is told.
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
        if (writer.isFull()) await flush();
      }
    } else {
      for await (const row of source) {
        const waiting = take(row);
        if (waiting !== undefined) await waiting;
        if (writer.isFull()) await flush();
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
function batchWriter(plan: Plan, loading: Loading, leaveOut: (invalid: InvalidRecipient) => void) {
  const { mailing, batchSize, unique } = plan;
  /** How many recipients are read before they are made a batch, or compared. */
  const length = unique ? comparedAtOnce : batchSize;
  /** Checked recipients that do not make a batch yet. */
  const waiting: unknown[] = [];
  const digests: Uint8Array[] = [];
  const underWay = new Set<Promise<void>>();
  // Used again and again: writing into a buffer that is there takes half the time of making one.
  const buffers: Uint8Array[] = [];
  let reader = mailing.reader(leaveOut, length);
  let failure: { readonly error: unknown } | undefined;
  let batches = 0;
  let recipients = 0;

  const throwFailure = () => {
    if (failure !== undefined) throw failure.error;
  };

  const store = async (index: number, size: number, text: string): Promise<void> => {
    const most = text.length * maxBytes;
    const free = buffers.pop();
    const buffer = free !== undefined && free.length >= most ? free : new Uint8Array(most + most / 8);
    const list = buffer.subarray(0, encoder.encodeInto(text, buffer).written);
    const digest = await sha256(list);
    digests[index] = digest;
    if (loading.before === undefined) await loading.add({ index, size, list, digest: hex(digest) });
    buffers.push(buffer);
  };

  /** Makes batches of those that wait, as long as there are so many. */
  const write = async (least: number): Promise<void> => {
    while (waiting.length >= least) {
      const list = waiting.splice(0, batchSize);
      const work = store(batches++, list.length, JSON.stringify(list)).catch((error) => {
        failure ??= { error };
      });
      recipients += list.length;
      underWay.add(work);
      work.then(() => underWay.delete(work));
      while (underWay.size >= maxUnderWay) await Promise.race(underWay);
      throwFailure();
    }
  };

  const writer = {
    take: (recipient: unknown, index: number) => reader.take(recipient, index),

    isFull: () => reader.size >= length,

    /** Stores what was taken, or drops it. Returns as soon as there is room for more. */
    async flush(keep: boolean): Promise<void> {
      const taken = reader;
      reader = mailing.reader(leaveOut, length);
      if (!keep || taken.size === 0) return;
      const list: readonly unknown[] = taken.list();
      const unseen = unique ? await loading.unseen(await Promise.all(list.map(keyOf))) : undefined;
      for (const [place, recipient] of list.entries()) if (unseen?.[place] !== false) waiting.push(recipient);
      await write(batchSize);
    },

    /** Stores the rest, and gives what was loaded; `none` is the fault where that is nobody. */
    async end(none: 'phone_missing' | 'no_recipients'): Promise<Omit<Loaded, 'name' | 'invalid'>> {
      await writer.flush(true);
      await write(1);
      await writer.idle();
      throwFailure();
      if (batches === 0) throwIssue(mailingRules, none, 'delivery_list');
      const { head, message, numbered } = plan;
      return { head, message, batches, batchSize, numbered, recipients, content: await contentDigest(plan, digests) };
    },

    /** Waits for what is being stored, whatever becomes of it. */
    async idle(): Promise<void> {
      await Promise.all(underWay);
    },
  };
  return writer;
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

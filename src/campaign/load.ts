import { throwIssue } from '../wire/errors.js';
import { type InvalidRecipient, looksLike, type MailingInternal, type RecipientReader } from '../wire/internal.js';
import { campaignRules } from '../wire/rules.js';
import { CampaignError } from './errors.js';
import type { Ledger, Loading } from './ledger.js';
import { type ReadLoadOptions, readLoadOptions } from './options.js';
import { checkSameMessage, contentDigest, hex, messageDigest, sha256 } from './stored.js';

/** Reads the rows as a stream into the ledger, in batches. */
export async function loadCampaign(
  ledger: Ledger,
  name: string,
  mailing: MailingInternal,
  rows: unknown,
  second: unknown,
  third: unknown,
): Promise<void> {
  const options = readLoadOptions(second, third);
  const isOne = typeof rows === 'string' && options.toRecipient === undefined && mailing.head().message_type === 'bulk';
  const isSource = (rows: object) => typeof rows === 'object' && (Symbol.iterator in rows || Symbol.asyncIterator in rows);
  if (!isOne && !looksLike<Iterable<unknown>>(rows, isSource)) return throwIssue(campaignRules, 'rows_expected', 'rows');
  const loading = await ledger.load(name);
  try {
    await read(isOne ? [rows] : (rows as Iterable<unknown>), name, mailing, loading, options);
  } finally {
    await loading.close();
  }
}

async function read(
  source: Iterable<unknown> | AsyncIterable<unknown>,
  name: string,
  mailing: MailingInternal,
  loading: Loading,
  options: ReadLoadOptions,
): Promise<void> {
  const { before } = loading;
  const { batchSize = before?.batchSize ?? 1000, numbered = before?.numbered ?? true, toRecipient, onInvalid } = options;
  const head = mailing.head();
  if (before !== undefined) {
    await checkSameMessage(head, before);
    if (batchSize !== before.batchSize)
      throw new CampaignError('content_changed', `batches of ${before.batchSize}, not ${batchSize}`);
    if (numbered !== before.numbered)
      throw new CampaignError('content_changed', `batches ${before.numbered ? 'with' : 'without'} numbers`);
  }
  const message = await messageDigest(head);
  let invalid = 0;
  let index = 0;
  let answer: unknown;
  const leaveOut = (recipient: InvalidRecipient) => {
    invalid++;
    answer = onInvalid?.(recipient);
  };
  /** How many recipients are read before they are made a batch, or compared. */
  const length = options.unique ? comparedAtOnce : batchSize;
  const reader = mailing.reader(onInvalid && leaveOut, length);
  const writer = batchWriter(reader, batchSize, options.unique, loading);
  const keep = (recipient: unknown, place: number, row: unknown): PromiseLike<unknown> | undefined => {
    answer = undefined;
    if (toRecipient === undefined) reader.take(recipient, place);
    else reader.takeMapped(recipient, place, row);
    return isPromise(answer) ? answer : undefined;
  };
  /** Gives a promise only where the caller's functions do: one for each row costs as much as writing its JSON. */
  const take = (row: unknown): PromiseLike<unknown> | undefined => {
    const place = index++;
    if (toRecipient === undefined) return keep(row, place, row);
    const recipient = toRecipient(row, place);
    return isPromise(recipient) ? recipient.then((made) => keep(made, place, row)) : keep(recipient, place, row);
  };
  try {
    if (Symbol.iterator in source) {
      for (const row of source) {
        const waiting = take(row);
        if (waiting !== undefined) await waiting;
        if (reader.size >= length) await writer.flush();
      }
    } else {
      for await (const row of source) {
        const waiting = take(row);
        if (waiting !== undefined) await waiting;
        if (reader.size >= length) await writer.flush();
      }
    }
    reader.end();
    const { digests, recipients } = await writer.end();
    const batches = digests.length;
    const content = await contentDigest({ name, message, batchSize, numbered }, digests);
    if (before === undefined) await loading.commit({ head, message, batches, batchSize, numbered, recipients, invalid, content });
    else if (content !== before.content) throw new CampaignError('content_changed', 'other recipients');
  } finally {
    await writer.idle();
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** How many batches are stored at once. */
const maxUnderWay = 4;
/** How many recipients are compared with those before at once. */
const comparedAtOnce = 1000;

/** Gathers checked recipients into batches and stores these, a few at a time. */
function batchWriter(reader: RecipientReader, batchSize: number, unique: boolean | undefined, loading: Loading) {
  /** Checked recipients that do not make a batch yet. */
  const waiting: unknown[] = [];
  const digests: Uint8Array[] = [];
  const underWay = new Set<Promise<void>>();
  // Used again and again: writing into a buffer that is there takes half the time of making one.
  const buffers: Uint8Array[] = [];
  let batches = 0;
  let recipients = 0;

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
      const work = store(batches++, list.length, JSON.stringify(list));
      recipients += list.length;
      underWay.add(work);
      // One that failed stays, and is thrown by whoever waits next.
      work.then(
        () => underWay.delete(work),
        () => {},
      );
      while (underWay.size >= maxUnderWay) await Promise.race(underWay);
    }
  };

  const writer = {
    /** Stores what was read, and returns as soon as there is room for more. */
    async flush(): Promise<void> {
      const list: readonly unknown[] = reader.drain();
      // A faulty list is read to its end, so that all its faults are told at once, and stored no further.
      if (reader.isRefused() || list.length === 0) return;
      const unseen = unique ? await loading.unseen(await Promise.all(list.map(keyOf))) : undefined;
      for (const [place, recipient] of list.entries()) if (unseen?.[place] !== false) waiting.push(recipient);
      await write(batchSize);
    },

    /** Stores the rest, and gives the digests of all batches. */
    async end() {
      await writer.flush();
      await write(1);
      await Promise.all(underWay);
      return { digests, recipients };
    },

    /** Waits for what is being stored, whatever becomes of it. */
    async idle(): Promise<void> {
      await Promise.allSettled(underWay);
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

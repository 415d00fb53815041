import { IssueCollector, throwIssue } from '../wire/errors.js';
import { type InvalidRecipient, internalOf, type MailingInternal, type RecipientReader } from '../wire/internal.js';
import { joined } from '../wire/request-body.js';
import { campaignRules, mailingRules } from '../wire/rules.js';
import { CampaignError } from './errors.js';
import type { Ledger, Loaded, Loading } from './ledger.js';
import { type ReadLoadOptions, readLoadOptions } from './options.js';

/** Reads the rows as a stream into the ledger, in batches. */
export async function loadCampaign(
  ledger: Ledger,
  name: string,
  composed: unknown,
  rows: unknown,
  second: unknown,
  third: unknown,
): Promise<void> {
  const options = readLoadOptions(second, third);
  const content = contentOf(composed);
  const source = sourceOf(rows, content, options);
  const loading = await ledger.load(name, options.tx);
  try {
    await read(source, content, loading, options);
  } finally {
    await loading.close();
  }
}

type Content = MailingInternal;

function contentOf(composed: unknown): Content {
  const content = internalOf(composed);
  return content?.kind === 'composed' ? (content as Content) : throwIssue(campaignRules, 'content_expected', 'composed');
}

function sourceOf(rows: unknown, content: Content, { toRecipient }: ReadLoadOptions): Iterable<unknown> | AsyncIterable<unknown> {
  if (typeof rows === 'string' && toRecipient === undefined && content.head().message_type === 'bulk') return [rows];
  try {
    if (typeof rows === 'object' && rows !== null && (Symbol.iterator in rows || Symbol.asyncIterator in rows))
      return rows as never;
  } catch {
    // Nothing that can be looked at.
  }
  return throwIssue(campaignRules, 'rows_expected', 'rows');
}

async function read(
  source: Iterable<unknown> | AsyncIterable<unknown>,
  content: Content,
  loading: Loading,
  { toRecipient, batchSize, onInvalid }: ReadLoadOptions,
): Promise<void> {
  const { before } = loading;
  const faults = new IssueCollector(mailingRules);
  let invalid = 0;
  const leaveOut = (recipient: InvalidRecipient) => {
    invalid++;
    if (onInvalid !== undefined) onInvalid(recipient);
    else for (const { code, path } of recipient.issues) faults.add(code as keyof typeof mailingRules, path);
  };
  const writer = new BatchWriter(content, loading, before?.batchSize ?? batchSize, leaveOut);
  let index = 0;
  const take = (row: unknown) => {
    const recipient = toRecipient === undefined ? row : toRecipient(row, index);
    if (recipient !== undefined || toRecipient === undefined) writer.take(recipient, index);
    index++;
  };
  // A faulty list is read to its end, so that all its faults are told at once, and stored no further.
  const flush = () => writer.flush(faults.total === 0);
  try {
    // A source without promises is read without any: one for each row costs as much as writing its JSON.
    if (Symbol.iterator in source) {
      for (const row of source) {
        take(row);
        if (writer.full) await flush();
      }
    } else {
      for await (const row of source) {
        take(row);
        if (writer.full) await flush();
      }
    }
    faults.throwIfAny();
    const loaded = { ...(await writer.end()), invalid };
    if (before === undefined) await loading.commit(loaded);
    else if (loaded.content !== before.content) throw new CampaignError('content_changed');
  } finally {
    await writer.idle();
  }
}

const mostUnderWay = 4;

/** Gathers checked recipients into batches and stores these, a few at a time. */
export class BatchWriter {
  readonly #content: Content;
  readonly #loading: Loading;
  readonly #batchSize: number;
  readonly #leaveOut: (invalid: InvalidRecipient) => void;
  readonly #digests: Uint8Array[] = [];
  readonly #underWay = new Set<Promise<void>>();
  readonly #buffers: Uint8Array[] = [];
  #failure: { readonly error: unknown } | undefined;
  #reader: RecipientReader;
  #batches = 0;
  #recipients = 0;

  constructor(content: Content, loading: Loading, batchSize: number, leaveOut: (invalid: InvalidRecipient) => void) {
    this.#content = content;
    this.#loading = loading;
    this.#batchSize = batchSize;
    this.#leaveOut = leaveOut;
    this.#reader = content.reader(leaveOut, batchSize);
  }

  take(recipient: unknown, index: number): void {
    this.#reader.take(recipient, index);
  }

  /** Whether what was taken makes a batch. */
  get full(): boolean {
    return this.#reader.size() >= this.#batchSize;
  }

  /** Stores what was taken as a batch, or drops it. Returns as soon as there is room for the next one. */
  async flush(keep: boolean): Promise<void> {
    const size = this.#reader.size();
    if (keep && size > 0) {
      const work = this.#store(this.#batches++, size, JSON.stringify(this.#reader.list())).catch((error) => {
        this.#failure ??= { error };
      });
      this.#underWay.add(work);
      work.then(() => this.#underWay.delete(work));
      this.#recipients += size;
    }
    this.#reader = this.#content.reader(this.#leaveOut, this.#batchSize);
    while (this.#underWay.size >= mostUnderWay) await Promise.race(this.#underWay);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Stores the rest, and gives what was loaded. */
  async end(): Promise<Omit<Loaded, 'invalid'>> {
    await this.flush(true);
    await this.idle();
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#batches === 0) throwIssue(mailingRules, 'no_recipients', 'delivery_list');
    const head = this.#content.head();
    const content = hex(await sha256(joined([encoder.encode(JSON.stringify(head)), ...this.#digests])));
    return { head, batches: this.#batches, batchSize: this.#batchSize, recipients: this.#recipients, content };
  }

  /** Waits for what is being stored, whatever becomes of it. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #store(index: number, size: number, text: string): Promise<void> {
    const buffer = this.#buffer(text.length * mostBytes);
    const list = buffer.subarray(0, encoder.encodeInto(text, buffer).written);
    const digest = await sha256(list);
    this.#digests[index] = digest;
    await this.#loading.add({ index, size, list, digest: hex(digest) });
    this.#buffers.push(buffer);
  }

  // Used again and again: writing into a buffer that is there takes half the time of making one.
  #buffer(length: number): Uint8Array {
    const buffer = this.#buffers.pop();
    return buffer !== undefined && buffer.length >= length ? buffer : new Uint8Array(length + length / 8);
  }
}

/** The bytes of a character of a string in UTF-8, at most. */
const mostBytes = 3;
const encoder = /* @__PURE__ */ new TextEncoder();

/** The SHA-256 of some bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  // Where the runtime has it, hashing at once costs less than handing a copy to another thread.
  const crypto = runtime.process?.getBuiltinModule?.('node:crypto');
  if (crypto !== undefined) return crypto.createHash('sha256').update(bytes).digest();
  return new Uint8Array(await runtime.crypto.subtle.digest('SHA-256', bytes));
}

/** Bytes as hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte + 256).toString(16).slice(1);
  return text;
}

interface NodeHash {
  update(bytes: Uint8Array): NodeHash;
  digest(): Uint8Array;
}

const runtime = globalThis as unknown as {
  readonly process?: { getBuiltinModule?(name: string): { createHash(algorithm: string): NodeHash } | undefined };
  readonly crypto: { readonly subtle: { digest(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer> } };
};

import { joined } from '../wire/bytes.js';
import { refuse } from '../wire/invalid-input-error.js';
import { mailingRules } from '../wire/rules.js';
import type { ComposedMailing, InvalidRecipient, RecipientReader } from '../wire/sendable.js';
import { hex, sha256 } from './digest.js';
import type { Loaded, Loading } from './ledger.js';

const mostUnderWay = 4;

/** Gathers checked recipients into batches and stores these, a few at a time. */
export class BatchWriter {
  readonly #content: ComposedMailing['~holds'];
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

  constructor(
    content: ComposedMailing['~holds'],
    loading: Loading,
    batchSize: number,
    leaveOut: (invalid: InvalidRecipient) => void,
  ) {
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
    if (this.#batches === 0) refuse(mailingRules, 'no_recipients', 'delivery_list');
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

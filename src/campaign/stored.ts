import { builtin, type MailingHeadJson } from '../wire/internal.js';
import { joined } from '../wire/request-body.js';
import { CampaignError } from './errors.js';
import type { Loaded, Settlement } from './ledger.js';
import { type BatchState, type ByState, batchStates, type Resolution, type StoredBatch } from './report.js';

// What ledgers in tables have in common: how recipients are stored, and how they are found to be what was loaded.

export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  // Where the runtime has it, hashing at once costs less than handing a copy to another thread.
  const crypto = builtin<any>('node:crypto');
  if (crypto !== undefined) return crypto.createHash('sha256').update(bytes).digest();
  return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
}

export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte + 256).toString(16).slice(1);
  return text;
}

/** The digest of a message: the SHA-256 of its JSON, in hexadecimal. */
export async function messageDigest(head: MailingHeadJson): Promise<string> {
  return hex(await sha256(encoder.encode(JSON.stringify(head))));
}

/**
 * The digest of a campaign's whole content, in hexadecimal: of its name, message and batches. A ledger compares it with
 * the one that was stored, before it hands out anything.
 *
 * @param digests - The SHA-256 of each batch's recipients, in the order of the batches.
 */
export async function contentDigest(
  { name, message, batchSize, numbered }: Pick<Loaded, 'name' | 'message' | 'batchSize' | 'numbered'>,
  digests: readonly Uint8Array[],
): Promise<string> {
  const start = JSON.stringify([name.toLowerCase(), message, batchSize, numbered]);
  return hex(await sha256(joined([encoder.encode(start), ...digests])));
}

const encoder = /* @__PURE__ */ new TextEncoder();

/** Refuses a stored message that is not the one that was loaded. */
export async function checkMessage({ head, message }: Loaded): Promise<void> {
  if ((await messageDigest(head)) !== message) throw new CampaignError('ledger_damaged', 'the message');
}

/** Refuses to go on with another message than the one that was loaded. */
export async function checkSameMessage(head: MailingHeadJson, { message }: Pick<Loaded, 'message'>): Promise<void> {
  if ((await messageDigest(head)) !== message) throw new CampaignError('content_changed', 'another message');
}

/** Refuses a campaign of which other batches are stored than were loaded; `digests` are theirs. */
export async function checkContent(
  loaded: Loaded,
  batches: number,
  recipients: number,
  digests: readonly Uint8Array[],
): Promise<void> {
  await checkMessage(loaded);
  const same = batches === loaded.batches && recipients === loaded.recipients;
  if (!same || (await contentDigest(loaded, digests)) !== loaded.content)
    throw new CampaignError('ledger_damaged', 'the content of the campaign');
}

/** What a database has as text. */
export function bytesOf(text: string, encoding: 'base64' | 'hex'): Uint8Array {
  return builtin<any>('node:buffer').Buffer.from(text, encoding);
}

const zlib = () => builtin<any>('node:zlib');

/** The recipients of a batch as they are stored, compressed: the disk writes less, and overwrites less. */
export function packed(list: Uint8Array): Uint8Array {
  // At once, here and below: asking another thread costs more than doing it.
  return zlib().gzipSync(list, { level: 1 });
}

/** How much is unpacked at once, in bytes: what is damaged may say any length. */
const minPiece = 64;
const maxPiece = 1_048_576;

/** The recipients of a batch as they were loaded, by their SHA-256 in hexadecimal. */
export async function unpacked(stored: Uint8Array | ArrayBuffer, digest: string, index: number): Promise<Uint8Array> {
  try {
    // In one piece of the length that gzip notes at its end, and a byte by which zlib finds that it is through: a buffer
    // that is larger costs more than unpacking a small batch.
    const bytes = stored instanceof ArrayBuffer ? new Uint8Array(stored) : stored;
    const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(bytes.length - 4, true);
    const list = zlib().gunzipSync(bytes, { chunkSize: Math.min(Math.max(length + 1, minPiece), maxPiece) });
    if (hex(await sha256(list)) === digest) return list;
  } catch {
    // It cannot be unpacked, so it is not what was written.
  }
  throw new CampaignError('ledger_damaged', `the recipients of batch ${index}`);
}

/** A batch as a table has it. */
export type BatchRow = Omit<StoredBatch, 'sentAt' | 'uuid' | 'reason'> & Record<'sentAt' | 'uuid' | 'reason', string | null>;

/** A batch as others see it: without what is null. */
export function storedBatch(row: BatchRow): StoredBatch {
  const parts = Object.entries(row).filter(([, value]) => value !== null);
  return Object.fromEntries(
    parts.map(([name, value]) => [name, name === 'sentAt' ? new Date(value as string) : value]),
  ) as unknown as StoredBatch;
}

/** What holds of every batch, as constraints of the table. */
export const batchConstraints = `constraint recipients_kept check ((list is null) = (state in ('accepted', 'abandoned'))),
  constraint pending_is_free check (state <> 'pending' or (claim is null and sent_at is null)),
  constraint uuid_of_accepted check (uuid is null or state = 'accepted'),
  constraint reason_of_failed check (state = 'abandoned' or (reason is not null) = (state in ('rejected', 'unknown')))`;

/** The columns of the view `report`, in all and by state, from the counts of each state in `b`. */
export function reportColumns(): string {
  const column = (of: string, name: string, filter = '') => `cast(coalesce(sum(b.${of})${filter}, 0) as bigint) as ${name}`;
  const columns = ['batches', 'recipients'].flatMap((of) => [
    column(of, of),
    ...batchStates.map((state) => column(of, `${of}_${state}`, ` filter (where b.state = '${state}')`)),
  ]);
  return columns.join(',\n  ');
}

/** How many batches are read at once; the first alone, as it may be the only one that is wanted. */
const pageSize = 500;

/** Batches from one on, page by page, so that each may be resolved as it comes. */
export async function* inPages(
  from: number,
  pageFrom: (index: number, size: number) => Promise<readonly StoredBatch[]>,
): AsyncGenerator<StoredBatch, void, undefined> {
  for (let size = 1, page = await pageFrom(from, size); page.length > 0; size = pageSize) {
    yield* page;
    page = page.length < size ? [] : await pageFrom((page.at(-1)?.index ?? from) + 1, pageSize);
  }
}

/** For each resolution the state to which it leads, and those from which. */
export const resolutions: Readonly<
  Record<Resolution, { readonly to: ReturnType<typeof resolvedState>; readonly from: readonly BatchState[] }>
> = {
  sent: { to: 'accepted', from: ['unknown'] },
  resend: { to: 'pending', from: ['unknown', 'rejected'] },
  abandon: { to: 'abandoned', from: ['unknown', 'rejected', 'pending'] },
};

/**
 * The state of a batch once a person has resolved it: `accepted` of an unknown one that was `'sent'`, `pending` of an unknown
 * or rejected one by `'resend'`, `abandoned` of an unknown, rejected or pending one by `'abandon'`.
 *
 * @throws {@link CampaignError} `batch_state` for all others.
 */
export function resolvedState(state: BatchState, resolution: Resolution): 'accepted' | 'pending' | 'abandoned' {
  // Undefined in JavaScript, where a ledger is asked itself.
  const step: (typeof resolutions)[Resolution] | undefined = resolutions[resolution];
  if (step === undefined || !step.from.includes(state)) throw new CampaignError('batch_state', `it is ${state}`);
  return step.to;
}

/** What is written down of a settlement. */
export function settledColumns(settlement: Settlement) {
  return {
    uuid: 'uuid' in settlement ? storable(settlement.uuid) : null,
    reason: 'reason' in settlement ? storable(settlement.reason) : null,
    /** How many attempts it takes back. */
    uncounted: settlement.state === 'pending' && !settlement.tried ? 1 : 0,
  };
}

/** An absurdly long id or reason would only fill the disk. */
const maxText = 2000;

/** A text as every database can hold it. */
function storable(text: string): string {
  return text
    .slice(0, maxText)
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll('\0', '\uFFFD');
}

/** Refuses to delete what is not through. */
export function checkRemovable(
  { pending, sending, unknown }: Pick<ByState, 'pending' | 'sending' | 'unknown'>,
  force: boolean,
): void {
  if (sending > 0) throw new CampaignError('ledger_busy', 'it is being sent');
  const open = pending + unknown;
  if (open > 0 && !force) throw new CampaignError('not_finished', `${open} batches`);
}

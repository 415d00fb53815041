import { refuse } from '../wire/invalid-input-error.js';
import { Faults } from '../wire/issue.js';
import { campaignRules, mailingRules } from '../wire/rules.js';
import type { ComposedMailing, InvalidRecipient } from '../wire/sendable.js';
import { BatchWriter } from './batch-writer.js';
import { CampaignError } from './campaign-error.js';
import type { Ledger, Loading } from './ledger.js';
import { type ReadLoadOptions, readLoadOptions } from './load-options.js';

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

type Content = ComposedMailing['~holds'];

function contentOf(composed: unknown): Content {
  try {
    const { '~holds': content } = composed as Partial<ComposedMailing>;
    if (content !== undefined && content.size === 0) return content;
  } catch {
    // Nothing that can be looked at.
  }
  return refuse(campaignRules, 'content_expected', 'composed');
}

function sourceOf(rows: unknown, content: Content, { toRecipient }: ReadLoadOptions): Iterable<unknown> | AsyncIterable<unknown> {
  if (typeof rows === 'string' && toRecipient === undefined && content.head().message_type === 'bulk') return [rows];
  try {
    if (typeof rows === 'object' && rows !== null && (Symbol.iterator in rows || Symbol.asyncIterator in rows))
      return rows as never;
  } catch {
    // Nothing that can be looked at.
  }
  return refuse(campaignRules, 'rows_expected', 'rows');
}

async function read(
  source: Iterable<unknown> | AsyncIterable<unknown>,
  content: Content,
  loading: Loading,
  { toRecipient, batchSize, onInvalid }: ReadLoadOptions,
): Promise<void> {
  const { before } = loading;
  const faults = new Faults(mailingRules);
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
    faults.refuse();
    const loaded = { ...(await writer.end()), invalid };
    if (before === undefined) await loading.commit(loaded);
    else if (loaded.content !== before.content) throw new CampaignError('content_changed');
  } finally {
    await writer.idle();
  }
}

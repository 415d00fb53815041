/**
 * Pictures of messages.
 *
 * @module viber-mailing/preview
 */

import { match, P } from 'ts-pattern';
import { InvalidInputError, IssueCollector } from '../wire/errors.js';
import { internalOf, type MailingHeadJson, type MailingInternal } from '../wire/internal.js';
import { isWhole, optionRules, readOptions, taking } from '../wire/options.js';
import { previewRules } from '../wire/rules.js';
import { type Content, draw } from './draw.js';

/** Options of a picture. */
export interface PreviewOptions {
  /**
   * The colours of the phone.
   *
   * @defaultValue `light`
   */
  readonly theme?: 'light' | 'dark' | undefined;
  /**
   * The name that recipients see. A mailing knows only its id.
   *
   * @defaultValue `Sender`
   */
  readonly sender?: string | undefined;
  /**
   * Whose message of a personal mailing to draw, counted from 0.
   *
   * @defaultValue 0
   */
  readonly recipient?: number | undefined;
}

/** What can be drawn: a stage that has its content, or a mailing. */
export interface Drawable {
  /** A stage or a mailing can be given a sender. */
  from(id: string): unknown;
  /** A stage that has its content, and a mailing, take recipients. */
  readonly to: unknown;
}

/**
 * Draws a message about as a phone shows it, as an SVG.
 *
 * The picture is one string that holds everything: no scripts, no style sheets, nothing loaded from elsewhere. Texts are
 * escaped, and `*bold*`, `_italic_`, `~strike~` and monospace between three backticks shown, but for marks within links. The image is a placeholder with its host.
 *
 * @param message - A stage that has its content, such as `mailing().bulk().text('Hello')`, or a mailing.
 * @throws {@link InvalidInputError} `composed_expected`, `theme`, `sender_name`, `recipient_index`, `options_expected`, `unknown_option`.
 * @example
 * ```ts
 * import { mailing } from 'viber-mailing';
 * import { preview } from 'viber-mailing/preview';
 *
 * const hello = mailing().bulk().text('We are open until *22:00* today');
 * const svg = preview(hello, { theme: 'dark', sender: 'My Shop' });
 * ```
 */
export function preview(message: Drawable, options: PreviewOptions = {}): string {
  const faults = new IssueCollector({ ...optionRules, ...previewRules });
  const {
    theme = 'light',
    sender = 'Sender',
    recipient = 0,
  } = readOptions(options, taking('theme', 'sender', 'recipient'), faults);
  const internal = internalOf(message);
  const held = internal?.kind === 'composed' || internal?.kind === 'mailing' ? (internal as MailingInternal) : undefined;
  if (held === undefined) faults.add('composed_expected', '');
  if (theme !== 'light' && theme !== 'dark') faults.add('theme', 'theme');
  if (typeof sender !== 'string') faults.add('sender_name', 'sender');
  const last = Math.max(held?.size ?? 0, 1) - 1;
  if (!isWhole(0, last)(recipient)) faults.add('recipient_index', 'recipient');
  if (held === undefined || faults.total > 0) throw new InvalidInputError(faults.issues, faults.total);
  const text = held.kind === 'mailing' ? held.columns().texts?.[recipient as number] : undefined;
  return draw(sender as string, contentOf(held.head(), text), theme as 'light' | 'dark');
}

function contentOf(head: MailingHeadJson, text: string | undefined): Content {
  return match(head)
    .with({ message_type: 'bulk', content: { type: P.union('text', 'image', 'button') } }, ({ content }) => content)
    .with({ message_type: 'personal', content: { type: P.union('text', 'button') } }, ({ content }) => ({
      ...content,
      text: text ?? 'Each recipient’s own text',
      placeholder: text === undefined,
    }))
    .exhaustive();
}

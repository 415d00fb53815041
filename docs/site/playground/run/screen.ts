import { type Mailing, type MailingJson, type MailingRequest, parseMailing } from '../../../../src/index.js';
import { type Drawable, preview } from '../../../../src/preview/index.js';
import type { Picture, Shown } from './outcome.js';

/** How much is shown. */
const mostValues = 30;
const mostPictures = 4;
const mostLines = 200;
const mostCharacters = 200_000;

/** Gathers what a program shows: mailings, requests, messages without recipients, and what it logs. */
export class Screen {
  /** The name under which each value was shown last. */
  readonly #values = new Map<object, string>();
  readonly #log: string[] = [];

  /** Shows a value, where it is one of those. */
  show(name: string, value: unknown): boolean {
    if (typeof value !== 'object' || value === null || kindOf(value) === undefined) return false;
    this.#values.set(value, name || this.#values.get(value) || '');
    return true;
  }

  log(values: readonly unknown[]): void {
    const words = values.filter((value) => !this.show('', value)).map(written);
    if (words.length > 0 && this.#log.length < mostLines) this.#log.push(cut(words.join(' ')));
  }

  shown(): { shown: Shown[]; log: string[] } {
    const values = [...this.#values].slice(-mostValues);
    return { shown: numbered(values.map(([value, name]) => describe(value, name))), log: this.#log };
  }
}

/** Tells apart what has the same name. */
function numbered(shown: readonly Shown[]): Shown[] {
  const seen = new Map<string, number>();
  return shown.map((each) => {
    const count = (seen.get(each.name) ?? 0) + 1;
    seen.set(each.name, count);
    return count === 1 ? each : { ...each, name: `${each.name} ${count}` };
  });
}

function kindOf(value: object): Shown['kind'] | undefined {
  try {
    const kind = (value as { '~internal'?: { kind: string } })['~internal']?.kind;
    if (kind === 'request' || kind === 'mailing') return kind;
    preview(value as Drawable);
    return 'message';
  } catch {
    return undefined;
  }
}

function describe(value: object, name: string): Shown {
  const kind = kindOf(value) ?? 'message';
  if (kind === 'message') return { name: name || kind, kind, pictures: [picture(value as Drawable, 'Without recipients yet')] };
  const json = cut(JSON.stringify(value, null, 2));
  const mailings = kind === 'request' ? (value as MailingRequest).toJSON().messages.slice(0, mostPictures) : [value];
  const drawn = mailings.flatMap((each) => pictures(kind === 'request' ? parseMailing(each) : (each as Mailing)));
  return { name: name || kind, kind, json, pictures: drawn.slice(0, mostPictures) };
}

/** Its message, once for all recipients or for each of the first of them. */
function pictures(mailing: Mailing): Picture[] {
  const { message_type, delivery_list }: MailingJson = mailing.toJSON();
  if (message_type === 'bulk') {
    return [picture(mailing, delivery_list.length === 1 ? 'To one phone' : `To each of ${delivery_list.length} phones`)];
  }
  return delivery_list.slice(0, mostPictures).map(({ phone }, recipient) => picture(mailing, `To ${phone}`, recipient));
}

function picture(message: Drawable, label: string, recipient?: number): Picture {
  const [light, dark] = (['light', 'dark'] as const).map((theme) => preview(message, { theme, recipient, sender: 'Your sender' }));
  return { label, light: light as string, dark: dark as string };
}

/** A value in words. */
export function written(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    return JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)) ?? String(value);
  } catch {
    return `[${typeof value}]`;
  }
}

function cut(text: string): string {
  return text.length > mostCharacters
    ? `${text.slice(0, mostCharacters)}\n… and ${text.length - mostCharacters} more characters`
    : text;
}

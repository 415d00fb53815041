import type { Issue } from './errors.js';
import type { Account } from './options.js';
import type { RequestRules, Rule } from './rules.js';
import type { MailingJson, MailingWithSenderJson, RequestJson } from './types.js';

/**
 * Under this name a value tells the other rooms what its public face does not, and each kind says which it is.
 * A string rather than a symbol or `instanceof`, as a program may hold two copies of the package. The classes write it
 * out: bundlers do not leave out an unused class with a computed key.
 */
export const internal = '~internal';

/** What a message with its content, or a mailing, is to the rooms beside `mailing/`. */
export interface MailingInternal {
  /** Only a `mailing` has recipients and can be sent. */
  readonly kind: 'composed' | 'mailing';
  readonly hasSender: boolean;
  /** The mailing without its recipients. A method, as a logger that runs getters shows what they give. */
  head(): MailingHeadJson;
  /** How many recipients it has. */
  readonly size: number;
  /** Its recipients, in columns. Only a `mailing` has them. */
  columns(): RecipientColumns;
  /** Begins a list of recipients for it, apart from its own; `length` is how many it keeps at once. */
  reader(onInvalid: ((invalid: InvalidRecipient) => void) | undefined, length: number): RecipientReader;
}

/** Recipients in columns: their phones and, where they have some of their own, texts and links. */
export interface RecipientColumns {
  readonly phones: readonly string[];
  readonly texts?: readonly string[] | undefined;
  readonly links?: readonly string[] | undefined;
}

/** What a batch of a campaign is to a client: its recipients are written already, and need not be read and written again. */
export interface BatchInternal {
  readonly kind: 'batch';
  readonly hasSender: boolean;
  head(): MailingHeadJson;
  /** The recipients as they go on the wire, a JSON array in UTF-8. */
  list(): Uint8Array;
}

/** What a request is to a client. */
export interface RequestInternal {
  readonly kind: 'request';
  /** What its body is written of. A method, as a logger that runs getters would show the token. */
  parts(): RequestParts;
}

/** What a request is written of, as JSON or as bytes. */
export interface RequestParts {
  readonly account: Account;
  readonly mailings: readonly SendableMailing[];
  /** Fields of the caller's own, as JSON. */
  readonly fields?: string | undefined;
}

/** What a client is to a campaign, which sends without pause and does its own retrying. */
export interface ClientInternal {
  readonly kind: 'client';
  readonly policy: ClientPolicy;
  /** Sends as `send` does, without retrying; `callbackUrl` is in the place of the client's own. */
  send(mailings: unknown, exchange: { readonly callbackUrl?: string | undefined }): Promise<{ readonly uuid: string }>;
}

/** A client's settings, as far as a campaign must know them. */
export interface ClientPolicy {
  /** Whether mailings that name no sender get one. */
  readonly givesSender: boolean;
  /** Whether the API is on this machine, as the sandbox is, so that callbacks may be on it, too. */
  readonly local: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  readonly retry: number;
  readonly onRetry: ((retry: any) => unknown) | undefined;
}

/** What is sent: a mailing, or a batch of a campaign. */
export interface SendableMailing {
  readonly [internal]: MailingInternal | BatchInternal;
  toJSON(): MailingJson;
}

/** What a value tells of itself under {@link internal}; `undefined` for anything that throws when it is looked at. */
export function internalOf(value: unknown): { readonly kind?: unknown } | undefined {
  try {
    return (value as { [internal]?: { kind?: unknown } } | null | undefined)?.[internal];
  } catch {
    return undefined;
  }
}

/** Whether a value is an `AbortSignal`, by its shape. */
export function isSignal(value: unknown): boolean {
  const { aborted, addEventListener, removeEventListener } = Object(value) as Partial<AbortSignal>;
  return typeof aborted === 'boolean' && typeof addEventListener === 'function' && typeof removeEventListener === 'function';
}

/** Whether a value passes a test. One that throws when it is looked at, as `null` and a proxy may, does not. */
export function looksLike<Kind extends object>(value: unknown, test: (value: Partial<Kind>) => boolean): value is Kind {
  try {
    return test(value as Partial<Kind>);
  } catch {
    return false;
  }
}

/**
 * Says what Node, Bun and Deno print of a class's values, so that no log shows a token, a phone or a text. It is said when
 * the first value is made: a class with a computed key stays in bundles that do not use it.
 */
export function printAs<Value>(prototype: Value, print: (value: Value) => string): void {
  (prototype as { [printed]?: unknown })[printed] ??= function (this: Value) {
    return print(this);
  };
}

const printed: unique symbol = /* @__PURE__ */ Symbol.for('nodejs.util.inspect.custom');

/**
 * A module of Node, which Bun and Deno have as well; `undefined` elsewhere. Not imported, as bundlers follow imports, and other
 * runtimes have no such module.
 */
export function builtin<Module>(name: string): Module | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  return process?.getBuiltinModule?.(name) as Module | undefined;
}

/** A mailing without its recipients. */
export type MailingHeadJson = HeadOf<MailingJson>;
type HeadOf<Kind> = Kind extends MailingJson ? Omit<Kind, 'delivery_list'> : never;

/** Checks recipients of a mailing one by one, and keeps the faultless ones. */
export interface RecipientReader {
  /** Takes one. `index` is its place in the source. */
  take(recipient: unknown, index: number): void;
  /** Takes what a mapper made of a row, which may leave it out. */
  takeMapped(recipient: unknown, index: number, row: unknown): void;
  /** How many it keeps. */
  size: number;
  /** Whether a fault refuses them all. A method, as a getter beside it makes `size` slow to read. */
  isRefused(): boolean;
  /** Gives what it keeps, as it goes on the wire, and begins anew. */
  drain(): MailingJson['delivery_list'];
  /** Throws what refuses them all: faults, or that there was none from the beginning on. */
  end(): void;
}

/** A recipient that was left out, with what is wrong with it. */
export interface InvalidRecipient {
  /** Its place in the source, from 0. */
  readonly index: number;
  /** Its faults. */
  readonly issues: readonly Issue[];
}

/** What the types ask of a mailing. */
export interface MailingLike {
  toJSON(): MailingJson;
}

/** What the types ask of a mailing where nothing else gives the sender. */
export interface MailingWithSenderLike {
  toJSON(): MailingWithSenderJson;
}

/** A parameter that takes mailings: one, a tuple or any iterable of them, each with a sender unless `Sender` is `true`. */
export type Mailings<T, Sender extends boolean> = T extends MailingWithSenderLike
  ? T
  : T extends readonly unknown[]
    ? number extends T['length']
      ? ListOf<T, Sender>
      : T extends readonly []
        ? Rule<RequestRules['no_mailings']>
        : { readonly [Index in keyof T]: OneMailing<T[Index], Sender> }
    : T extends Iterable<unknown>
      ? ListOf<T, Sender>
      : OneMailing<T, Sender>;

type OneMailing<T, Sender extends boolean> = T extends MailingLike
  ? Checked<T, Sender, T>
  : unknown extends T
    ? Wanted<Sender>
    : Rule<RequestRules['mailing_expected']>;

type ListOf<List, Sender extends boolean> = List extends Iterable<infer Item> ? Checked<Item, Sender, List> : never;

/** What was given, where each of its items can be sent. */
type Checked<Item, Sender extends boolean, Given> = [Item] extends [MailingWithSenderLike]
  ? Given
  : [Item] extends [MailingLike]
    ? [Sender] extends [true]
      ? Given
      : Rule<RequestRules['sender_missing']>
    : Rule<RequestRules['mailing_expected']>;

type Wanted<Sender extends boolean> = [Sender] extends [true]
  ? MailingLike | Iterable<MailingLike>
  : MailingWithSenderLike | Iterable<MailingWithSenderLike>;

/** What the types ask of a request. */
export interface RequestLike {
  toJSON(): RequestJson;
}

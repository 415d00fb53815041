import type { Issue } from './errors.js';
import type { RequestRules, Rule } from './rules.js';
import type { MailingJson, MailingWithSenderJson, RequestJson } from './types.js';

/** Marks what can be sent, so that it is known without its class. */
// A string, as a program may hold two copies of the package. The classes write it out: bundlers do not leave out
// an unused class with a computed key.
export const sendable = '~sendable';

/** A mailing, as the rooms beside `mailing/` know it. */
export interface SendableMailing {
  readonly [sendable]: 'mailing' | 'mailing with sender';
  toJSON(): MailingJson;
  /** What it is made of, where its recipients are written already: they need not be read and written again. */
  '~written'?(): WrittenMailing;
}

/** A mailing whose recipients are JSON already. */
export interface WrittenMailing {
  readonly head: MailingHeadJson;
  /** The recipients as they go on the wire, a JSON array in UTF-8. */
  readonly list: Uint8Array;
}

/** A request, likewise. */
export interface SendableRequest {
  readonly [sendable]: 'request';
  toJSON(): RequestJson;
}

/** A mailing without its recipients. */
export type MailingHeadJson = MailingJson extends infer Kind
  ? Kind extends MailingJson
    ? Omit<Kind, 'delivery_list'>
    : never
  : never;

/** A composed mailing, with recipients or without, as the rooms beside `mailing/` know it. */
export interface ComposedMailing {
  readonly '~holds': {
    /** The mailing without its recipients. A method, as a logger that runs getters shows what they give. */
    head(): MailingHeadJson;
    /** How many recipients it has. */
    readonly size: number;
    /** One of them, as it goes on the wire. */
    recipient(index: number): MailingJson['delivery_list'][number] | undefined;
    /** Begins a list of recipients for it, apart from its own; `length` is how many there may be. */
    reader(onInvalid: (invalid: InvalidRecipient) => void, length: number): RecipientReader;
  };
}

/** Checks recipients of a mailing one by one, and keeps the faultless ones. */
export interface RecipientReader {
  /** Takes one. `index` is its place in the source. */
  take(recipient: unknown, index: number): void;
  /** How many it keeps. A method, as a getter makes each reader cost more than its list. */
  size(): number;
  /** What it keeps, as it goes on the wire. */
  list(): MailingJson['delivery_list'];
}

/**
 * A recipient that was left out, with what is wrong with it.
 *
 * @category Recipients
 */
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

type OneMailing<T, Sender extends boolean> = T extends MailingWithSenderLike
  ? T
  : T extends MailingLike
    ? [Sender] extends [true]
      ? T
      : Rule<RequestRules['sender_missing']>
    : unknown extends T
      ? Wanted<Sender>
      : Rule<RequestRules['mailing_expected']>;

type ListOf<T, Sender extends boolean> =
  T extends Iterable<infer Item>
    ? [Item] extends [MailingWithSenderLike]
      ? T
      : [Item] extends [MailingLike]
        ? [Sender] extends [true]
          ? T
          : Rule<RequestRules['sender_missing']>
        : Rule<RequestRules['mailing_expected']>
    : never;

type Wanted<Sender extends boolean> = [Sender] extends [true]
  ? MailingLike | Iterable<MailingLike>
  : MailingWithSenderLike | Iterable<MailingWithSenderLike>;

/** What the types ask of a request. */
export interface RequestLike {
  toJSON(): RequestJson;
}

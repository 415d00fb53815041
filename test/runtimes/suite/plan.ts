/** What a server does once a request has arrived whole. */
export type Plan =
  /** Answers the first request with the first answer and so on; the last one goes on. */
  | {
      readonly does: 'answers';
      readonly answers: readonly Answer[];
      /** Whether it speaks TLS, with a certificate that nobody trusts. */
      readonly certificate?: 'not trusted';
    }
  /** Writes these bytes and then closes, resets or stays as it is. */
  | { readonly does: 'says'; readonly bytes: string; readonly and: 'closes' | 'resets' | 'stays' }
  | { readonly does: 'closes' | 'resets' | 'is silent' | 'never ends' }
  /** Answers the first request of a connection and closes the connection at the second. */
  | { readonly does: 'dies when warm' }
  /** Accepts, and closes its side of the connection about so many milliseconds later, still reading. */
  | { readonly does: 'closes idle connections'; readonly after: number };

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a server has counted. */
export interface Books {
  /** Requests that arrived whole. */
  readonly requests: number;
  readonly connections: number;
  /** Bodies that arrived more than once. */
  readonly doubles: number;
  /** The last request. */
  readonly last: { readonly headers: string; readonly body: string };
}

/** What a server does once a request has arrived whole. */
export type Plan =
  /** Answers the first request with the first answer and so on; the last one goes on. */
  | {
      readonly does: 'answers';
      readonly answers: readonly Answer[];
      /** Whether it speaks TLS, with a certificate that nobody trusts. */
      readonly certificate?: 'not trusted' | 'trusted';
    }
  /** Writes these bytes and then closes, resets or stays as it is. */
  | {
      readonly does: 'says';
      readonly bytes: string;
      readonly and: 'closes' | 'resets' | 'stays';
      readonly certificate?: 'trusted';
    }
  | { readonly does: 'closes' | 'resets' | 'is silent' | 'never ends' }
  /** Answers the first request of a connection and closes the connection at the second. */
  | { readonly does: 'dies when warm' }
  /** Accepts, and closes its side of the connection about so many milliseconds later, still reading. */
  | { readonly does: 'closes idle connections'; readonly after: number; readonly certificate?: 'trusted' }
  /** Closes a connection in the TLS handshake, or answers it by plain HTTP. */
  | { readonly does: 'breaks the handshake'; readonly by: 'closing' | 'resetting' | 'plain HTTP' }
  /** Speaks HTTP/2, to whoever does not want HTTP/1.1 alone, and does this with each request that came whole. */
  | { readonly does: 'speaks HTTP/2'; readonly and: Http2Act };

/** What a server of HTTP/2 does with a stream: it is reset with a code, or the session goes away. */
export type Http2Act =
  | 'accepts'
  | { readonly resets: number }
  | 'goes away, the stream not processed'
  | 'goes away, the stream processed'
  | 'goes away, the stream processed, and accepts'
  | 'drops the session';

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
  /** Requests by HTTP/2. */
  readonly http2: number;
  /** Bodies that arrived more than once. */
  readonly doubles: number;
  /** The last request. */
  readonly last: { readonly headers: string; readonly body: string };
}

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
  /** Over TLS by HTTP/1.1, does this with each request, at its headers or once it came whole. */
  | { readonly does: 'speaks HTTP/1.1'; readonly and: Http1Act }
  /**
   * Speaks HTTP/2, to whoever does not want HTTP/1.1 alone, and does this with the requests of a connection from that number on;
   * those before are accepted.
   */
  | { readonly does: 'speaks HTTP/2'; readonly and: Http2Act; readonly from?: number };

/** When a server does something: before it has read the body, or after. */
export type Moment = 'the headers' | 'the end';

export type Http1Act =
  /** Ends the connection without an answer: by a reset, or its own half of it (over TLS a close_notify and a FIN), still reading. */
  | { readonly does: 'ends the connection'; readonly by: 'a reset' | 'closing its half'; readonly at: Moment }
  /** Writes these bytes, and then goes on reading, closes its half, or resets. */
  | {
      readonly does: 'writes';
      readonly bytes: string;
      readonly at: Moment;
      readonly next: 'reads on' | 'closes its half' | 'resets';
    };

export type Http2Act =
  | { readonly does: 'accepts'; readonly after?: 100 | 103; readonly trailers?: true }
  /** The stream is left as it is then, or reset with NO_ERROR, which tells that the rest of the body is not wanted. */
  | {
      readonly does: 'answers before the body is read';
      readonly at: 'the headers';
      readonly next: 'reads on' | 'resets the stream';
    }
  | { readonly does: 'resets the stream'; readonly code: number; readonly at: Moment; readonly hinted?: true }
  /** GOAWAY with the last stream that is processed, seen from this one; answers those up to it, or drops the connection. */
  | {
      readonly does: 'goes away';
      readonly last: 'zero' | 'before' | 'equal' | 'after';
      readonly code: number;
      readonly at: Moment;
      readonly next: 'answers' | 'drops';
    }
  | { readonly does: 'ends the connection'; readonly by: 'a reset' | 'closing both ways' | 'closing its half'; readonly at: Moment }
  /** Lowers MAX_CONCURRENT_STREAMS to 1 at the first request, and refuses the streams beyond. */
  | { readonly does: 'takes one stream at a time' };

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
  /** How often each phone came in a request that the server took or may have taken: whole, and not refused by protocol. */
  readonly taken: Readonly<Record<string, number>>;
  /** The last request. */
  readonly last: { readonly headers: string; readonly body: string };
}

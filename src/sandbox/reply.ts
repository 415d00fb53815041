/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export function jsonReply(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json' }, text: JSON.stringify(value) };
}

export function textReply(status: number, text: string, type = 'text/plain'): Reply {
  return { status, headers: text === '' ? {} : { 'content-type': `${type}; charset=utf-8` }, text };
}

/** The platform's way to refuse. */
export function refusal(status: number, error: string): Reply {
  return jsonReply(status, { error });
}

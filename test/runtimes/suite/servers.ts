import type { Place } from './behaviour.ts';
import type { Books, Plan } from './plan.ts';

/** A server that the suite opened for itself. */
export interface OpenServer {
  readonly baseUrl: string;
  readonly port: number;
  books(): Promise<Books>;
}

/** Opens a server for the time of `use`. */
export async function serving<T>({ control }: Place, plan: Plan, use: (server: OpenServer) => Promise<T>): Promise<T> {
  const { port } = (await ask(control, { method: 'POST', body: JSON.stringify(plan) })) as { port: number };
  const books = async () => (await ask(`${control}/${port}`, {})) as Books;
  try {
    return await use({ baseUrl: `http://127.0.0.1:${port}/api/`, port, books });
  } finally {
    await ask(`${control}/${port}`, { method: 'DELETE' });
  }
}

/** The base URL of a server that was closed. */
export async function nobody({ control }: Place): Promise<string> {
  const { port } = (await ask(`${control}/closed`, { method: 'POST' })) as { port: number };
  return `http://127.0.0.1:${port}/api/`;
}

async function ask(url: string, init: RequestInit): Promise<unknown> {
  return (await fetch(url, init)).json();
}

import { composing } from './composing.ts';
import { frames } from './frames.ts';
import { hiding } from './hiding.ts';
import { sending } from './sending.ts';
import { staleSockets } from './stale-sockets.ts';
import { tls } from './tls.ts';

/** What holds wherever requests are sent. */
export const suite = [...composing, ...sending, ...hiding, ...staleSockets, ...tls, ...frames];

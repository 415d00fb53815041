import { composing } from './composing.ts';
import { hiding } from './hiding.ts';
import { sending } from './sending.ts';
import { staleSockets } from './stale-sockets.ts';

/** What holds wherever requests are sent. */
export const suite = [...composing, ...sending, ...hiding, ...staleSockets];

import { observe } from './behaviour.ts';
import { composing } from './composing.ts';

// Composing as a script of a page, or of an engine. Nothing is sent from there.
Object.assign(globalThis, { observed: observe(composing, undefined) });

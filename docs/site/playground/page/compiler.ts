import type { Checked, Hover, Offer } from '../compiler/language.js';
import type { Question } from '../compiler/worker.js';

/** The compiler, in its worker. */
export interface Compiler {
  check(program: string): Promise<Checked>;
  complete(program: string, at: number): Promise<Offer[]>;
  hover(program: string, at: number): Promise<Hover | undefined>;
}

export function startCompiler(): Compiler {
  const worker = new Worker('compiler.js');
  const waiting = new Map<number, (answer: any) => void>();
  let last = 0;
  worker.addEventListener('message', ({ data: { number, answer } }) => {
    waiting.get(number)?.(answer);
    waiting.delete(number);
  });
  const ask = (question: Question) =>
    new Promise<any>((resolve) => {
      waiting.set(++last, resolve);
      worker.postMessage({ ...question, number: last });
    });
  return {
    check: (program) => ask({ ask: 'check', program }),
    complete: (program, at) => ask({ ask: 'complete', program, at }),
    hover: (program, at) => ask({ ask: 'hover', program, at }),
  };
}

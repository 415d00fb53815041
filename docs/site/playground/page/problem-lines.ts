import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { Problem } from '../compiler/language.js';

/** Puts what is wrong under the lines that it is in. */
export const setProblems = StateEffect.define<readonly Problem[]>();

export function problemLines(): Extension {
  return StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update: (decorations, transaction) => {
      for (const effect of transaction.effects) {
        if (effect.is(setProblems)) return decorated(transaction.state.doc, effect.value);
      }
      return decorations.map(transaction.changes);
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}

function decorated(doc: EditorView['state']['doc'], problems: readonly Problem[]): DecorationSet {
  const ranges = problems.flatMap(({ from, to, message, rule }) => {
    const start = Math.min(from, doc.length);
    const end = Math.min(Math.max(to, start), doc.length);
    const line = doc.lineAt(start);
    const under = Decoration.widget({ widget: new Sentence(message, rule), side: 1, block: true });
    const marks = end > start ? [Decoration.mark({ class: 'wrong' }).range(start, end)] : [];
    return [...marks, under.range(line.to)];
  });
  return Decoration.set(ranges, true);
}

class Sentence extends WidgetType {
  constructor(
    readonly message: string,
    readonly rule: boolean,
  ) {
    super();
  }

  override eq(other: Sentence): boolean {
    return other.message === this.message;
  }

  override toDOM(): HTMLElement {
    const line = document.createElement('div');
    line.className = this.rule ? 'said rule' : 'said';
    line.textContent = this.message;
    // Said aloud by the list of problems.
    line.setAttribute('aria-hidden', 'true');
    return line;
  }
}

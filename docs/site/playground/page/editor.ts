import { completionKeymap, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { EditorState, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import type { Problem } from '../compiler/language.js';
import type { Compiler } from './compiler.js';
import { completions, hovers } from './completions.js';
import { problemLines, setProblems } from './problem-lines.js';

export interface Editor {
  code(): string;
  replace(code: string): void;
  show(problems: readonly Problem[]): void;
  /** Whether the next steps are open or looked for, so that the code is about to change. */
  choosing(): boolean;
  /** Goes to a place in the code. */
  goTo(at: number): void;
  lineOf(at: number): number;
}

export function createEditor(place: HTMLElement, compiler: Compiler, onChange: () => void): Editor {
  const view = new EditorView({
    parent: place,
    extensions: [
      history(),
      drawSelection(),
      lineNumbers(),
      indentOnInput(),
      bracketMatching(),
      javascript({ typescript: true }),
      syntaxHighlighting(classHighlighter),
      EditorView.lineWrapping,
      EditorState.tabSize.of(2),
      completions(compiler),
      hovers(compiler),
      problemLines(),
      keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      EditorView.contentAttributes.of({ 'aria-labelledby': 'code-title', 'aria-describedby': 'keys', autocapitalize: 'off' }),
      EditorView.updateListener.of(({ docChanged }) => {
        if (docChanged) onChange();
      }),
    ],
  });
  return {
    code: () => view.state.doc.toString(),
    replace: (code) => {
      const { length } = view.state.doc;
      // An empty page is nothing to come back to.
      view.dispatch({ changes: { from: 0, to: length, insert: code }, annotations: Transaction.addToHistory.of(length > 0) });
    },
    show: (problems) => view.dispatch({ effects: setProblems.of(problems) }),
    choosing: () => completionStatus(view.state) !== null,
    goTo: (at) => {
      view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) }, scrollIntoView: true });
      view.focus();
    },
    lineOf: (at) => view.state.doc.lineAt(Math.min(at, view.state.doc.length)).number,
  };
}

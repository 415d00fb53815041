import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import { stepGroups } from '../../step-groups.js';
import type { Offer } from '../compiler/language.js';
import type { Compiler } from './compiler.js';

/** What each kind of name is shown as. */
const types: Readonly<Record<string, string>> = {
  'local function': 'function',
  const: 'variable',
  let: 'variable',
  alias: 'function',
};

/** Offers what the compiler offers. */
export function completions(compiler: Compiler): Extension {
  return autocompletion({
    override: [(context) => offered(compiler, context)],
    icons: false,
    optionClass: ({ type }) => (type === 'refuses' ? 'refuses' : ''),
  });
}

async function offered(compiler: Compiler, context: CompletionContext): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\w$]*/);
  const from = word?.from ?? context.pos;
  const before = context.state.sliceDoc(from - 1, from);
  if (!context.explicit && from === context.pos && before !== '.') return null;
  const offers = await compiler.complete(context.state.doc.toString(), context.pos);
  if (context.aborted || offers.length === 0) return null;
  return { from, options: offers.map(optionOf), validFor: /^[\w$]*$/ };
}

function optionOf({ name, kind, group, documentation, refuses }: Offer, index: number): Completion {
  const rank = group === undefined ? -1 : stepGroups.indexOf(group);
  return {
    label: name,
    // In the order of the compiler.
    sortText: String(index).padStart(4, '0'),
    type: refuses ? 'refuses' : (types[kind] ?? kind),
    ...(refuses ? { boost: -1 } : {}),
    ...(documentation === '' ? {} : { detail: documentation }),
    ...(rank < 0 ? {} : { section: { name: group as string, rank } }),
  };
}

/** Shows the type of a name, and what it is for, where the pointer rests. */
export function hovers(compiler: Compiler): Extension {
  return hoverTooltip(async (view, at) => {
    const hover = await compiler.hover(view.state.doc.toString(), at);
    if (hover === undefined) return null;
    return {
      pos: hover.from,
      end: hover.to,
      above: true,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'hover';
        const type = document.createElement('code');
        type.textContent = hover.type;
        dom.append(type, hover.documentation);
        return { dom };
      },
    };
  });
}

import * as v from 'valibot';

const Picture = v.object({ label: v.string(), light: v.string(), dark: v.string() });

const Shown = v.object({
  /** The variable that holds it, or what it is. */
  name: v.string(),
  kind: v.picklist(['message', 'mailing', 'request']),
  /** What goes on the wire; a message without recipients has none. */
  json: v.optional(v.string()),
  pictures: v.array(Picture),
});

const Issue = v.object({ code: v.string(), path: v.string(), message: v.string() });

/** What became of a program, as JSON from its worker. That is a stranger's code, so it is read as anything from outside. */
const OutcomeJson = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    shown: v.array(Shown),
    log: v.array(v.string()),
    thrown: v.optional(v.object({ name: v.string(), message: v.string(), issues: v.array(Issue), total: v.number() })),
  }),
);

export type Shown = v.InferOutput<typeof Shown>;
export type Picture = v.InferOutput<typeof Picture>;
export type Outcome = v.InferOutput<typeof OutcomeJson>;
export type Thrown = NonNullable<Outcome['thrown']>;

/** What a program that was not heard to the end leaves. */
export function failed(message: string): Outcome {
  return { shown: [], log: [], thrown: { name: '', message, issues: [], total: 0 } };
}

export function readOutcome(value: unknown): Outcome {
  const { success, output } = v.safeParse(OutcomeJson, value);
  return success ? output : failed('The program ended in a way that says nothing');
}

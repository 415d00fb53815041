/** What is wrong, for a person. */
export interface Said {
  readonly message: string;
  /** Whether it is a rule of the API, in its own words. */
  readonly rule: boolean;
}

// A rule ends the type that it refuses with; one further inside a type is not what the message is about.
const ruleInType = /Rule<"((?:[^"\\]|\\.)*)">'/;

/** Cuts a rule's sentence out of what the compiler says; where there is none, its first line, and the last of those under it. */
export function sentenceOf(said: string): Said {
  const [, sentence] = ruleInType.exec(said) ?? [];
  if (sentence !== undefined) return { message: JSON.parse(`"${sentence}"`) as string, rule: true };
  const lines = said.split('\n').map((line) => line.trim());
  return { message: [...new Set([lines[0], lines.at(-1)])].join(' '), rule: false };
}

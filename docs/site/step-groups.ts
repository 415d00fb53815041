const optionalSteps = ['from', 'named', 'at', 'extra'];

/** The groups of a stage's steps, in the order in which typedoc.json and the playground have them. */
export const stepGroups = ['Next step', 'Optional, at every stage'] as const;

export function groupOfStep(name: string): (typeof stepGroups)[number] {
  return stepGroups[optionalSteps.includes(name) ? 1 : 0];
}

/** Whether names are those of a stage: all stages have the optional steps, and nothing else has. */
export function isStage(names: readonly string[]): boolean {
  return optionalSteps.every((step) => names.includes(step));
}

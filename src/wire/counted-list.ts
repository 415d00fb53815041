import type { ArraySchema, BaseIssue, Config, GenericSchema, UnknownDataset } from 'valibot';
import { mostIssues } from './issue.js';

type Issue = BaseIssue<unknown> & { more?: number };
type ListSchema = ArraySchema<GenericSchema, string>;

/** A list that keeps the issues of its first faulty items and counts those of the others: there may be a million. */
export function counted(list: ListSchema): ListSchema {
  const run = (dataset: UnknownDataset, config: Config<BaseIssue<unknown>>) => {
    const kept: BaseIssue<unknown>[] = [];
    const item = (value: UnknownDataset) => {
      const checked = list.item['~run'](value, config);
      if (checked.issues === undefined) return checked;
      if (kept.length < mostIssues) {
        kept.push(...checked.issues);
        return checked;
      }
      countOnly(kept, totalOf(checked.issues));
      return { typed: false, value: undefined };
    };
    return list['~run'].call({ ...list, item: { ...list.item, '~run': item } }, dataset, config);
  };
  return { ...list, '~run': run } as ListSchema;
}

/** Counts further issues at the last one that is kept. */
export function countOnly(kept: readonly Issue[], more: number): void {
  const last = kept.at(-1);
  if (last !== undefined) last.more = (last.more ?? 0) + more;
}

/** How many issues there are, those included that were counted only. */
export function totalOf(issues: readonly Issue[]): number {
  return issues.reduce((total, { more = 0 }) => total + 1 + more, 0);
}

import type { RunRecord } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import { BASELINE_RECALLED, idOfRecall } from '../../core/recall/findings.js';
import type { Recalled } from '../recalled/recalled.js';

/** A run that nothing is compared with, since it comes from what is recalled. */
export interface PassedOver {
  run: RunRecord;
  /** Ids of the recalls. */
  recalls: readonly string[];
}

/** The runs that do not come from what is recalled, in their order. @param passed gets the others */
export async function unaffected(
  runs: readonly RunRecord[],
  recalled: Recalled,
  passed: PassedOver[],
): Promise<RunRecord[]> {
  const left: RunRecord[] = [];
  for (const run of runs) {
    const told = await recalled.refuses(run);
    if (told.length === 0) left.push(run);
    else passed.push({ run, recalls: told.map(({ recall }) => idOfRecall(recall)) });
  }
  return left;
}

/** A sentence's end: that there is nothing else to compare with. */
export function allRecalled(what: string, { recalls }: Pick<PassedOver, 'recalls'>): string {
  return `${BASELINE_RECALLED}: ${what} what is recalled (${recalls.map((id) => quoted(id)).join(', ')})`;
}

/** A sentence without a full stop. */
export function passedNote(experiment: string, [first, ...others]: readonly PassedOver[]): string[] {
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const recalls = first.recalls.map((id) => quoted(id)).join(', ');
  return [
    `Run ${quoted(first.run.run_id)}${more} of ${quoted(experiment)} is no baseline: it comes from what is recalled (${recalls})`,
  ];
}

import type { Fault } from '../../core/errors.js';
import { canonicalJson } from '../../core/json.js';
import { quoted } from '../../core/printable.js';

/** What was done to the files that a run leaves between the steps of its job. */
export function tampered(what: string, where: string): Fault {
  return {
    code: 'E_RUN_TAMPERED',
    what,
    where,
    mend: 'Find the step that changes what the run has begun with, and train again. Code that is not trusted trains in a job of its own, with `record: evidence`',
  };
}

/** A fact by its name in the record, as two sources tell it. */
export type Told = readonly [fact: string, one: unknown, other: unknown];

/** A fault for each fact that is told in two ways, with both values. */
export function toldOtherwise(
  told: readonly Told[],
  { runId, one, other }: { runId: string; one: string; other: string },
): Fault[] {
  return told
    .filter(([, left, right]) => canonicalJson(left) !== canonicalJson(right))
    .map(([fact, left, right]) =>
      tampered(`\`${fact}\` is ${shown(left)} ${one} and ${shown(right)} ${other}`, `run ${runId}`),
    );
}

/** Either may be foreign text. */
function shown(value: unknown): string {
  return quoted(typeof value === 'string' ? value : JSON.stringify(value), 200);
}

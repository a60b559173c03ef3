import type { RunRecord } from '../generated/types.js';
import { canonicalJson, type JsonValue } from '../json.js';

/** Names of matrix variables that make legs which differ in their seed only. */
const SEED = /^(seeds?|random_state|random_seed|.*_seed)$/i;

/**
 * What runs must have in common to be samples of one thing: experiment, params and matrix leg, without seeds. The code is not in it.
 */
export function configurationOf(run: RunRecord): string {
  const { params, seeds } = run.inputs;
  const withoutSeeds = Object.entries(params).filter(([key]) => !Object.hasOwn(seeds, key));
  return canonicalJson({
    experiment: run.experiment,
    params: Object.fromEntries(withoutSeeds),
    matrix: legOf(run) as JsonValue,
  });
}

/** The run's matrix leg without its seed; null for none. */
function legOf({ context }: RunRecord): Record<string, unknown> | null {
  const entries = Object.entries(context.matrix ?? {}).filter(([key]) => !SEED.test(key));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/**
 * Runs of one commit by configuration, each group newest first and the groups in the order of their newest run. Of runs with the
 * same seeds the newest counts: the others were run again.
 * @param runs newest first
 */
export function groupRuns(runs: readonly RunRecord[]): RunRecord[][] {
  const groups = new Map<string, Map<string, RunRecord>>();
  for (const run of runs) {
    const key = configurationOf(run);
    const group = groups.get(key) ?? new Map<string, RunRecord>();
    const seeds = canonicalJson(run.inputs.seeds as JsonValue);
    if (!group.has(seeds)) group.set(seeds, run);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => [...group.values()]);
}

/** Of several groups the one to compare a run with: the same configuration, else the same leg, else the newest. */
export function nearestGroup(run: RunRecord, groups: readonly RunRecord[][]): RunRecord[] | undefined {
  const leg = canonicalJson(legOf(run) as JsonValue);
  const key = configurationOf(run);
  const has = (test: (other: RunRecord) => boolean) =>
    groups.find(([first]) => first !== undefined && test(first));
  return (
    has((other) => configurationOf(other) === key) ??
    has((other) => canonicalJson(legOf(other) as JsonValue) === leg) ??
    groups[0]
  );
}

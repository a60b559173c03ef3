import type { RunRecord } from '../generated/types.js';
import { canonicalJson, type JsonValue } from '../json.js';
import { push } from '../lineage/sources.js';
import { spelled } from './spelled.js';

/** Names of matrix variables that make legs which differ in their seed only. */
export const SEED = /^(seeds?|random_state|random_seed|.*_seed)$/i;

const configurations = new WeakMap<RunRecord, string>();

/**
 * What runs must have in common to be samples of one thing, beside their data: experiment, params and matrix leg, without seeds. The
 * code is not in it. Known once found: hundreds of legs are each held against as many groups.
 */
function configurationOf(run: RunRecord): string {
  const known = configurations.get(run);
  if (known !== undefined) return known;
  const { params, seeds } = run.inputs;
  const withoutSeeds = Object.entries(params).filter(([key]) => !Object.hasOwn(seeds, key));
  const configuration = canonicalJson({
    experiment: run.experiment,
    params: Object.fromEntries(withoutSeeds.map(([key, value]) => [key, spelled(value) ?? value])),
    matrix: legOf(run),
  });
  configurations.set(run, configuration);
  return configuration;
}

/** Versions of the data: of runs on other data one says nothing of another's metrics, whatever their seeds. */
function dataOf({ inputs }: RunRecord): JsonValue {
  return inputs.datasets.map(({ name, version }) => `${name}=${version}`).sort();
}

/** The run's matrix leg without its seed; null for none. */
export function legOf(run: RunRecord): JsonValue {
  const entries = matrixOf(run).filter(([key]) => !SEED.test(key));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

const legs = new WeakMap<RunRecord, string>();

function legKey(run: RunRecord): string {
  const key = legs.get(run) ?? canonicalJson(legOf(run));
  legs.set(run, key);
  return key;
}

/** All that makes a run another sample of the same thing; null when it names no seed. */
export function seedsOf(run: RunRecord): string | null {
  const legs = matrixOf(run).filter(([key]) => SEED.test(key));
  const seeds = Object.entries(run.inputs.seeds);
  if (legs.length + seeds.length === 0) return null;
  const matrix = Object.fromEntries(legs.map(([key, value]) => [key, seedText(value)]));
  return canonicalJson({
    seeds: Object.fromEntries(seeds.map(([key, value]) => [key, seedText(value)])),
    matrix,
  });
}

/** A seed that one workflow writes as a number and another as a text is one seed. */
function seedText(value: JsonValue): JsonValue {
  return typeof value === 'object' ? value : (spelled(value) ?? value);
}

export function matrixOf({ context }: RunRecord): [string, JsonValue][] {
  return Object.entries((context.matrix ?? {}) as Record<string, JsonValue>);
}

/**
 * Runs of one commit by what they are runs of, each group newest first and the groups in the order of their newest run. Of runs
 * with the same seeds the newest counts: the others were run again.
 * @param all newest first
 */
export function groupRuns(all: readonly RunRecord[]): RunRecord[][] {
  const runs = withoutReplaced(all);
  notePlaces(runs);
  const groups = new Map<string, Map<string, RunRecord>>();
  for (const run of runs) {
    const { workflow, job } = run.context;
    const place = places.get(run) ?? 0;
    const configuration = configurationOf(run);
    const key = canonicalJson({ configuration, data: dataOf(run), workflow, job, place });
    const group = groups.get(key) ?? new Map<string, RunRecord>();
    const seeds = seedsOf(run) ?? '';
    if (!group.has(seeds)) group.set(seeds, run);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => [...group.values()]);
}

/**
 * Without what a step made in an attempt of its job's leg that was run again, whatever params it chose; of a step that is not known, without
 * what failed or is incomplete: it may have ended before its params were known, so that nothing else tells what was run again. A later
 * attempt with fewer runs of the experiment may have lost this one, and one that began before it is none.
 */
function withoutReplaced(runs: readonly RunRecord[]): RunRecord[] {
  const legs = new Map<string, RunRecord[]>();
  const legOfAttempts = ({ experiment, context }: RunRecord) => {
    const { workflow, job, ci_run_id, matrix = null } = context;
    return canonicalJson({ experiment, workflow, job, ci_run_id, matrix: matrix as JsonValue });
  };
  for (const run of runs) push(legs, legOfAttempts(run), run);
  const attemptOf = ({ context }: RunRecord) => context.ci_run_attempt ?? 1;
  return runs.filter((run) => {
    const isSound = run.status === 'FINISHED' && (run.problems ?? []).length === 0;
    const { ci_run_id, step = null } = run.context;
    if (ci_run_id === null || (isSound && step === null)) return true;
    const all = (legs.get(legOfAttempts(run)) ?? []).filter(
      ({ context }) => !isSound || context.step === step,
    );
    const own = all.filter((one) => attemptOf(one) === attemptOf(run)).length;
    const later = all.filter((one) => attemptOf(one) > attemptOf(run) && one.run_id > run.run_id);
    return !later.some((one) => later.filter((other) => attemptOf(other) === attemptOf(one)).length >= own);
  });
}

/** Of runs that were grouped. */
const places = new WeakMap<RunRecord, number>();

/**
 * Several runs of one attempt of one job that nothing tells apart are several steps, not one that was run again: none may stand
 * for another. The first of each attempt has place 0, the second 1, by run id.
 */
function notePlaces(runs: readonly RunRecord[]): void {
  const counts = new Map<string, number>();
  for (const run of [...runs].reverse()) {
    const { workflow, job, ci_run_id, ci_run_attempt } = run.context;
    if (ci_run_id === null) continue;
    const attempt = { workflow, job, ci_run_id, ci_run_attempt };
    const key = canonicalJson({ attempt, configuration: configurationOf(run), seeds: seedsOf(run) });
    const place = counts.get(key) ?? 0;
    counts.set(key, place + 1);
    places.set(run, place);
  }
}

/**
 * Whether a group is of the matrix leg that a run is of (where there is no matrix, every group is), and not another step of its job that
 * nothing but the step tells from it.
 */
export function isOfSame(run: RunRecord, group: readonly RunRecord[]): boolean {
  return group.some((other) => legKey(other) === legKey(run) && !isOtherStep(run, other));
}

function isOtherStep(run: RunRecord, other: RunRecord): boolean {
  const [own, others] = [run.context, other.context];
  if ((own.step ?? null) === null || (others.step ?? null) === null || own.step === others.step) return false;
  return own.workflow === others.workflow && own.job === others.job && seedsOf(run) === seedsOf(other);
}

/** How many params and matrix values two runs have in common, of those that one of them has, and then how near their numbers are: from 0 to 1. */
function likeness(one: RunRecord, other: RunRecord): number {
  const factsOf = (run: RunRecord) =>
    new Map([
      ...Object.entries(run.inputs.params).filter(([key]) => !Object.hasOwn(run.inputs.seeds, key)),
      ...matrixOf(run).filter(([key]) => !SEED.test(key)),
    ]);
  const [own, others] = [factsOf(one), factsOf(other)];
  const all = new Set([...own.keys(), ...others.keys()]);
  const text = (value: JsonValue | undefined) =>
    value === undefined
      ? ''
      : String((typeof value === 'object' ? null : spelled(value)) ?? canonicalJson(value));
  let equal = 0;
  let near = 0;
  for (const key of all) {
    const [one, other] = [text(own.get(key)), text(others.get(key))];
    if (own.has(key) && one === other) equal += 1;
    else near += nearness(Number(one || Number.NaN), Number(other || Number.NaN));
  }
  // All that is near counts for less than one thing that is equal.
  return all.size === 0 ? 0 : (equal + near / all.size) / all.size;
}

/** How near two numbers that differ are to each other, below 1: by their ratio, as most params are tried. */
function nearness(one: number, other: number): number {
  const distance = one * other > 0 ? Math.abs(Math.log(one / other)) : Math.abs(one - other);
  return Number.isNaN(distance) ? 0 : 1 / (2 + distance);
}

/** What tells which of several runs another one is to be compared with, the most telling first. What a change is likely to bring comes late. */
const TELLING: readonly ((run: RunRecord, other: RunRecord) => boolean | number)[] = [
  (run, other) => legKey(run) === legKey(other),
  (run, other) => run.run_name === other.run_name,
  (run, other) => run.context.job === other.context.job,
  (run, other) => run.command.working_directory === other.command.working_directory,
  (run, other) => modelPaths(run) === modelPaths(other),
  (run, other) => datasetNames(run) === datasetNames(other),
  (run, other) => configurationOf(run) === configurationOf(other),
  (run, other) => canonicalJson(dataOf(run)) === canonicalJson(dataOf(other)),
  // A step without an id is known by how many of its kind come before it, which a new one changes.
  (run, other) => (run.context.step ?? null) === (other.context.step ?? null),
  likeness,
  (run, other) => places.get(run) === places.get(other),
];

function modelPaths({ outputs }: RunRecord): string {
  return sorted(outputs.models.map(({ path }) => path));
}

function datasetNames({ inputs }: RunRecord): string {
  return sorted(inputs.datasets.map(({ name }) => name));
}

function sorted(names: string[]): string {
  return names.sort().join('\n');
}

/**
 * Of several groups the one to compare a run with: the one that has the most telling things in common with it, so that the order in which
 * jobs and steps ended decides nothing. Among equals it is the first.
 */
export function nearestGroup(run: RunRecord, groups: readonly RunRecord[][]): RunRecord[] | undefined {
  let nearest = groups.filter((group) => group.length > 0);
  for (const tells of TELLING) {
    const known = nearest.map((group) => ({ group, in_common: Number(tells(run, group[0] as RunRecord)) }));
    const most = Math.max(...known.map(({ in_common }) => in_common));
    nearest = known.filter(({ in_common }) => in_common === most).map(({ group }) => group);
  }
  return nearest[0];
}

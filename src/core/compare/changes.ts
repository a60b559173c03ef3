import type { RunRecord } from '../generated/types.js';
import type { Change } from '../judgement.js';
import { push } from '../lineage/sources.js';
import { compareContent, type Dataset, digestsOf, shortened } from './digests.js';
import { spelled } from './spelled.js';

/** Params that are not as in the baseline, by name. Seeds count only where one run is compared with one. */
export function compareParams(runs: readonly RunRecord[], baseline: readonly RunRecord[]): Change[] {
  const [after, before] = [runs[0], baseline[0]];
  if (after === undefined || before === undefined || leftNothing(after, 'params')) return [];
  const isOneToOne = runs.length === 1 && baseline.length === 1;
  const paramsOf = ({ inputs }: RunRecord) =>
    new Map(
      Object.entries(inputs.params)
        .filter(([name]) => isOneToOne || !Object.hasOwn(inputs.seeds, name))
        .map(([name, value]) => [name, String(value)]),
    );
  return changesOf(paramsOf(before), paramsOf(after)).filter((change) => !isOneValue(change));
}

/** Whether a run failed before it could say what it was given: then nothing of that was changed. */
function leftNothing({ status, inputs }: RunRecord, what: 'params' | 'datasets'): boolean {
  return status !== 'FINISHED' && Object.keys(inputs[what]).length === 0;
}

/**
 * Datasets whose version or role is not as in the baseline, or whose bytes are not though the version is. Digests of different schemes
 * are not compared; then that is said.
 */
export function compareDatasets(runs: readonly RunRecord[], baseline: readonly RunRecord[]): Change[] {
  const [after, before] = [runs[0], baseline[0]];
  if (after === undefined || before === undefined || leftNothing(after, 'datasets')) return [];
  const [roles, earlier] = [rolesOf(after), rolesOf(before)];
  const isMoved = (name: string) =>
    earlier.has(name) && roles.has(name) && earlier.get(name) !== roles.get(name);
  const versions = changesOf(versionsOf(before, isMoved), versionsOf(after, isMoved));
  const named = new Set(versions.map(({ name }) => name));
  const bytes = after.inputs.datasets
    .filter(({ name }) => !named.has(name))
    .map((now) => bytesChange(before.inputs.datasets.find(sameVersion(now)), now))
    .filter((change) => change !== null);
  return [...versions, ...bytes].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Whether two runs used the same data: by the digests where both have one, else by the versions. */
export function haveSameData(one: RunRecord, other: RunRecord): boolean {
  const sorted = ({ inputs }: RunRecord) =>
    inputs.datasets.toSorted(
      (a, b) =>
        compareTexts(a.name, b.name) ||
        compareTexts(a.version, b.version) ||
        compareTexts(roleOf(a), roleOf(b)),
    );
  const [all, others] = [sorted(one), sorted(other)];
  return all.length === others.length && all.every((dataset, index) => isSameData(dataset, others[index]));
}

function isSameData(one: Dataset, other: Dataset | undefined): boolean {
  if (one.name !== other?.name || roleOf(one) !== roleOf(other)) return false;
  const [digests, others] = [digestsOf(one), digestsOf(other)];
  if (digests.size === 0 || others.size === 0) return one.version === other.version;
  const scheme = [...digests.keys()].find((known) => others.has(known));
  return scheme !== undefined && digests.get(scheme) === others.get(scheme);
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/**
 * Names of datasets that are known to hold other data than in the baseline, whatever their versions are called, or were used for something
 * else, in any of the runs.
 */
export function otherData(runs: readonly RunRecord[], baseline: readonly RunRecord[]): string[] {
  const [before] = baseline;
  if (before === undefined) return [];
  return [...new Set([...runs, ...baseline.slice(1)].flatMap((run) => otherDataOf(run, before)))].sort();
}

function otherDataOf(after: RunRecord, before: RunRecord): string[] {
  // Of a run that names no data nobody knows what it was trained on.
  if (after.inputs.datasets.length === 0 || before.inputs.datasets.length === 0) return [];
  const all = [before, after].flatMap(({ inputs }) => inputs.datasets.map(({ name }) => name));
  const of = ({ inputs }: RunRecord, wanted: string) => inputs.datasets.filter(({ name }) => name === wanted);
  return [...new Set(all)].filter((name) => {
    const [old, current] = [of(before, name), of(after, name)];
    if (old.length !== current.length) return true;
    return current.some(
      (now) =>
        !old.some(
          (was) =>
            roleOf(was) === roleOf(now) && (compareContent(was, now)?.isSame ?? was.version === now.version),
        ),
    );
  });
}

function roleOf({ role = 'train' }: Dataset): string {
  return role;
}

/** What each dataset was used for, by its name. */
function rolesOf({ inputs }: RunRecord): Map<string, string> {
  const roles = new Map<string, string[]>();
  for (const dataset of inputs.datasets) push(roles, dataset.name, roleOf(dataset));
  return new Map([...roles].map(([name, all]) => [name, [...new Set(all)].sort().join()]));
}

/** By name; a name that was given several times has all its versions. @param hasRole for which names the role is told */
function versionsOf(run: RunRecord, hasRole: (name: string) => boolean): Map<string, string> {
  const texts = new Map<string, string>();
  for (const dataset of run.inputs.datasets) {
    const { name, version } = dataset;
    const earlier = texts.get(name);
    const text = hasRole(name) ? `${version} as ${roleOf(dataset)}` : version;
    texts.set(name, earlier === undefined ? text : `${earlier}, ${text}`);
  }
  return texts;
}

function sameVersion({ name, version }: Dataset): (other: Dataset) => boolean {
  return (other) => other.name === name && other.version === version;
}

function bytesChange(before: Dataset | undefined, now: Dataset): Change | null {
  if (before === undefined || (before.digest !== null && before.digest === now.digest)) return null;
  const [old, current] = [digestsOf(before), digestsOf(now)];
  // What has no digest cannot be told to have changed.
  const [oldest, newest] = [[...old.values()][0], [...current.values()][0]];
  if (oldest === undefined || newest === undefined) return null;
  const scheme = [...current.keys()].find((one) => old.has(one));
  const text = (digest: string) => `${now.version} (${shortened(digest)})`;
  const { name } = now;
  if (scheme === undefined)
    return { name, before: text(oldest), after: text(newest), unknown: 'digests are of another scheme' };
  const [was, is] = [old.get(scheme) ?? oldest, current.get(scheme) ?? newest];
  return was === is ? null : { name, before: text(was), after: text(is) };
}

function changesOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((name) => ({ name, before: before.get(name) ?? null, after: after.get(name) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** Whether both spell the same, e.g. `1e-4` as an older reader kept it, and 0.0001. */
function isOneValue({ before, after }: Change): boolean {
  const spelling = before === null ? undefined : spelled(before);
  return spelling !== undefined && after !== null && spelling === spelled(after);
}

import type { RunRecord } from '../generated/types.js';
import type { Change } from '../judgement.js';
import { spelledNumber } from './spelled.js';

const DIGEST_DIGITS = 12;

/** Params that are not as in the baseline, by name. Seeds count only where one run is compared with one. */
export function compareParams(runs: readonly RunRecord[], baseline: readonly RunRecord[]): Change[] {
  const [after, before] = [runs[0], baseline[0]];
  if (after === undefined || before === undefined) return [];
  const isOneToOne = runs.length === 1 && baseline.length === 1;
  const paramsOf = ({ inputs }: RunRecord) =>
    new Map(
      Object.entries(inputs.params)
        .filter(([name]) => isOneToOne || !Object.hasOwn(inputs.seeds, name))
        .map(([name, value]) => [name, String(value)]),
    );
  return changesOf(paramsOf(before), paramsOf(after)).filter((change) => !isOneNumber(change));
}

/** Datasets whose version is not as in the baseline, or whose bytes are not though the version is. */
export function compareDatasets(runs: readonly RunRecord[], baseline: readonly RunRecord[]): Change[] {
  const [after, before] = [runs[0], baseline[0]];
  if (after === undefined || before === undefined) return [];
  const versions = changesOf(datasetsOf(before, 'version'), datasetsOf(after, 'version'));
  const named = new Set(versions.map(({ name }) => name));
  const bytes = changesOf(datasetsOf(before, 'digest'), datasetsOf(after, 'digest')).filter(
    ({ name, before: old, after: now }) => !named.has(name) && old !== null && now !== null,
  );
  return [...versions, ...bytes].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** By name; a name that was given several times has all its versions. */
function datasetsOf(run: RunRecord, by: 'version' | 'digest'): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { name, version, digest } of run.inputs.datasets) {
    // What has no digest cannot be told to have changed.
    if (by === 'digest' && digest === null) continue;
    const text =
      by === 'version' ? version : `${version} (${digest?.slice(0, 'sha256:'.length + DIGEST_DIGITS)})`;
    const earlier = texts.get(name);
    texts.set(name, earlier === undefined ? text : `${earlier}, ${text}`);
  }
  return texts;
}

function changesOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((name) => ({ name, before: before.get(name) ?? null, after: after.get(name) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** Whether both spell the same number, e.g. `1e-4` as an older reader kept it, and 0.0001. */
function isOneNumber({ before, after }: Change): boolean {
  const number = before === null ? undefined : spelledNumber(before);
  return number !== undefined && after !== null && number === spelledNumber(after);
}

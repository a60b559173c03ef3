import { sha256 } from '../../core/digest.js';
import type { Manifest, RunRecord } from '../../core/generated/types.js';
import { canonicalJson } from '../../core/json.js';
import { quoted } from '../../core/printable.js';
import { unfitness } from '../../core/registry/registration.js';
import { finding, type LineageFinding } from './findings.js';
import type { VersionAtTip } from './models.js';

/** What a record says, by the name of what it is about, each as a digest: a run may have megabytes of tags. */
type Said = ReadonlyMap<string, string>;

/** What a run's record says that matters to a version of it. */
export interface RunFacts {
  models: readonly { path: string; digest: string; manifest: Said }[];
  tags: Said;
  /** Why it must not be registered, the end of a sentence; undefined when it may. */
  unfit: string | undefined;
  /** The same where the policy takes claimed runs. */
  unfitAnyway: string | undefined;
}

export function factsOfRun(run: RunRecord): RunFacts {
  return {
    models: run.outputs.models.map(({ path, manifest }) => ({
      path,
      digest: manifest.digest,
      manifest: saidOfManifest(manifest),
    })),
    tags: saidOfTags(run.tags),
    unfit: unfitness(run),
    unfitAnyway: unfitness(run, true),
  };
}

/** Its files are those of its digest, or it is told by itself that they are not. */
export function saidOfManifest({ files: _, digest: __, ...others }: Manifest): Said {
  return new Map(
    Object.entries(others).map(([key, value]) => [`manifest.${key}`, sha256(canonicalJson(value))]),
  );
}

export function saidOfTags(tags: RunRecord['tags']): Said {
  return new Map(Object.entries(tags).map(([key, value]) => [`tags.${key}`, sha256(value)]));
}

/**
 * Every version is a model that its run made, says of it what the run says, and the run is one that may be registered.
 * @param runs by id; undefined for a run whose record is there and cannot be read
 */
export function judgeOrigins(
  versions: readonly VersionAtTip[],
  runs: ReadonlyMap<string, RunFacts | undefined>,
): LineageFinding[] {
  return versions.flatMap(({ file, record }) => {
    if (record === undefined) return [];
    const { run_id, run_path, manifest } = record;
    // Nobody judged it, of whichever run its client says that it is.
    if (run_id === null) return [];
    if (!runs.has(run_id))
      return [finding('version-without-run', file, `is of run ${run_id}, which is not in the ledger`)];
    const run = runs.get(run_id);
    if (run === undefined) return [];
    const found: LineageFinding[] = [];
    const unfit = record.tookClaimed ? run.unfitAnyway : run.unfit;
    if (unfit !== undefined)
      found.push(finding('version-of-unfit-run', file, `is of run ${run_id}, which ${unfit}`));
    const model = run.models.find(({ path, digest }) => path === run_path && digest === manifest);
    if (model === undefined)
      found.push(finding('version-not-of-run', file, `has a manifest that run ${run_id} has no model of`));
    else {
      const names = differing(record, { manifest: model.manifest, tags: run.tags });
      if (names.length > 0)
        found.push(
          finding('version-not-of-run', file, `says otherwise than run ${run_id}: ${someOf(names)}`),
        );
    }
    return found;
  });
}

/** What of a version is not its run's. A registration adds tags, and changes none. */
function differing(
  { said, tags }: NonNullable<VersionAtTip['record']>,
  run: { manifest: Said; tags: Said },
): string[] {
  const fields = new Set([...said.keys(), ...run.manifest.keys()]);
  return [
    ...[...fields].filter((name) => said.get(name) !== run.manifest.get(name)),
    ...[...run.tags.keys()].filter((name) => tags.get(name) !== run.tags.get(name)),
  ].sort();
}

const SHOWN = 5;

function someOf(names: readonly string[]): string {
  const left = names.length - SHOWN;
  const shown = names.slice(0, SHOWN).map((name) => quoted(name));
  return `${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

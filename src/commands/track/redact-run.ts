import type { ArtifactFile } from '../../collect/artifacts.js';
import { describeFault } from '../../core/errors.js';
import type { Problem, RunRecord } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { redactRun } from '../../core/redact/run.js';
import type { UploadSet } from './uploads.js';

/** As many as one line names. */
const NAMED = 5;

/**
 * A run without credentials. What was replaced is told in one line and said in the record; what was left out is among its problems.
 * @param deps `what` it is in that line, where it is not the only record
 */
export function redactForRecord(
  draft: RunRecord,
  deps: { redactor: Redactor; log: Log; what?: string },
): RunRecord {
  const { value, redacted, leftOut, weak } = redactRun(draft, deps.redactor);
  if (redacted.length > 0) {
    const places = redacted.slice(0, NAMED).map(({ where, why }) => `${where} (${why})`);
    const more = redacted.length > NAMED ? [`${redacted.length - NAMED} more`] : [];
    deps.log.info(
      `Replaced by [redacted] in ${deps.what ?? 'the record'}: ${[...places, ...more].join(', ')}.`,
    );
  }
  if (weak.length > 0) {
    deps.log.warning(
      `Names of this run hold the value of ${weak.join(', ')}. It is a plain word, so they were recorded as they are. If it is a real password, choose a better one.`,
    );
  }
  for (const fault of leftOut) deps.log.warning(`Not recorded: ${describeFault(fault)}`);
  if (leftOut.length === 0) return value;
  const problems = leftOut.map(({ where, ...fault }): Problem => ({ ...fault, where: where ?? null }));
  return { ...value, problems: [...(value.problems ?? []), ...problems] };
}

/**
 * The uploads without the files of artifacts that the record leaves out: their names would tell what it does not.
 * @param all the artifacts that the indexes of the sets are of @param told those in the record
 */
export function uploadsToTell(
  sets: readonly UploadSet[],
  all: readonly ArtifactFile[],
  told: readonly ArtifactFile[],
): { sets: UploadSet[]; isTold(artifact: ArtifactFile): boolean } {
  const paths = new Set(told.map(({ path }) => path));
  const isTold = ({ path }: ArtifactFile) => paths.has(path);
  const kept = new Set([...all.keys()].filter((index) => paths.has(all[index]?.path ?? '')));
  return {
    isTold,
    sets: sets
      .filter(({ artifacts }) => artifacts.some((index) => kept.has(index)))
      // The files of a model are one artifact, all others are one each.
      .map((set) =>
        set.kind === 'model'
          ? set
          : { ...set, files: set.files.filter((_, at) => kept.has(set.artifacts[at] ?? -1)) },
      ),
  };
}

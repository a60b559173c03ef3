import { digestOfFiles } from '../digest.js';
import { UserError } from '../errors.js';
import type { RunRecord } from '../generated/types.js';
import { type FetchPart, filesAt, type RunFiles, type WantedFile } from './files.js';

/**
 * All that a run has stored, each file at its own path: models, and the artifacts beside them. What is in both is there once.
 * @throws UserError E_MODEL_NOT_FOUND where it has nothing; E_LEDGER_RECORD_INVALID as {@link filesAt}
 */
export function allFiles(run: RunRecord): RunFiles {
  const parts = new Map<string, FetchPart & { files: WantedFile[] }>();
  const seen = new Map<string, string>();
  for (const { files, stored } of [...modelParts(run), ...artifactParts(run)]) {
    // The same bytes at the same place are one file. Others would be a fault, which whoever writes them names.
    const fresh = files.filter(({ target, digest }) => seen.get(target) !== digest);
    for (const { target, digest } of fresh) seen.set(target, digest);
    // What was put together is brought together.
    const key = JSON.stringify(stored);
    const part = parts.get(key) ?? { files: [], stored };
    parts.set(key, part);
    part.files.push(...fresh);
  }
  const some = [...parts.values()].filter(({ files }) => files.length > 0);
  if (some.length === 0) throw nothing(run);
  const all = some.flatMap(({ files }) => files.map((file) => ({ ...file, path: file.target })));
  return { digest: digestOfFiles(all), isModel: false, parts: some };
}

function modelParts(run: RunRecord): FetchPart[] {
  return run.outputs.models.flatMap(({ path }) =>
    filesAt(run, [path]).parts.map(({ files, stored }) => ({
      files: files.map((file) => ({ ...file, target: placeOf(path, file.target, files.length) })),
      stored,
    })),
  );
}

function artifactParts({ outputs }: RunRecord): FetchPart[] {
  const plain = outputs.artifacts.filter(({ kind }) => kind !== 'model');
  return plain.map(({ path, size_bytes, digest, stored }) => ({
    files: [{ path, size_bytes, digest, target: path }],
    stored,
  }));
}

/** A model that is one file keeps its path; one that is a folder has its files below. */
function placeOf(path: string, target: string, count: number): string {
  const isAlone = count === 1 && target === path.slice(path.lastIndexOf('/') + 1);
  return isAlone ? path : `${path}/${target}`;
}

function nothing({ run_id }: RunRecord): UserError {
  return new UserError({
    code: 'E_MODEL_NOT_FOUND',
    what: `Run ${run_id} has stored no file`,
    where: `run ${run_id}`,
    mend: 'Name what a run makes when it is tracked (`--model`, `--artifact`)',
  });
}

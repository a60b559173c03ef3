import { digestOfFiles } from '../digest.js';
import { UserError } from '../errors.js';
import type { RunRecord } from '../generated/types.js';
import { type FetchPart, filesAt, type RunFiles, type WantedFile } from './files.js';

/**
 * All that a run has stored, each file at its own path: models, and the artifacts beside them. What is in both is there once.
 * @throws UserError E_MODEL_NOT_FOUND where it has nothing; E_LEDGER_RECORD_INVALID as {@link filesAt}
 */
export function allFiles(run: RunRecord): RunFiles {
  const { models, artifacts } = run.outputs;
  const paths = [
    ...models.map(({ path }) => path),
    ...artifacts.filter(({ kind }) => kind !== 'model').map(({ path }) => path),
  ];
  const seen = new Map<string, string>();
  const parts = new Map<string, FetchPart & { files: WantedFile[] }>();
  for (const path of new Set(paths)) {
    for (const { files, stored } of filesAt(run, [path]).parts) {
      // What was put together is brought together.
      const key = JSON.stringify(stored);
      const part = parts.get(key) ?? { files: [], stored };
      parts.set(key, part);
      for (const file of files) {
        const target = placeOf(path, file.target, files.length);
        // The same bytes at the same place are one file. Others would be a fault, which whoever writes them names.
        if (seen.get(target) === file.digest) continue;
        seen.set(target, file.digest);
        part.files.push({ ...file, target });
      }
    }
  }
  const some = [...parts.values()].filter(({ files }) => files.length > 0);
  if (some.length === 0) throw nothing(run);
  const all = some.flatMap(({ files }) => files.map((file) => ({ ...file, path: file.target })));
  return { digest: digestOfFiles(all), isModel: false, parts: some };
}

/** A file that stands alone keeps its path; what is a folder has its files below. */
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

import { digestOfFiles, type FileEntry } from '../digest.js';
import type { RunRecord } from '../generated/types.js';
import { contentsOf } from '../lineage/contents.js';
import type { Output, RunFacts } from '../lineage/run-facts.js';

/**
 * The model of a run that is asked about: its digest; what its record does not have as one of the run's; null: anything that the run
 * made.
 */
export type AskedModel = string | Output | null;

/** Files as a model: of a version that nobody judged nobody knows which of what a run has stored is the model. */
export function uploadsAsModel(files: readonly FileEntry[]): Output {
  const digest = digestOfFiles(files);
  const own = files.filter(({ size_bytes }) => size_bytes > 0).map((file) => `file ${file.digest}`);
  return { path: 'artifacts', kind: 'model', digest, contents: [`folder-2 ${digest}`, ...own], reused: null };
}

/** The same of all that the record of a run has beside its models, and of others. */
export function uploadsOf(
  { outputs }: Pick<RunRecord, 'outputs'>,
  others: readonly FileEntry[] = [],
): Output {
  return uploadsAsModel([...outputs.artifacts.filter(({ kind }) => kind !== 'model'), ...others]);
}

/** The same as far as the facts of a run have it, which know of no sizes: by its files alone. */
export function uploadsIn({ outputs }: Pick<RunFacts, 'outputs'>): Output {
  const files = outputs.filter(({ kind }) => kind === 'data' || kind === 'file');
  const own = files.flatMap(({ digest }) => contentsOf(digest, 'file'));
  return { path: 'artifacts', kind: 'model', digest: '', contents: ['folder-2', ...own], reused: null };
}

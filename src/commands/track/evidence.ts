import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { sha256 } from '../../core/digest.js';
import type { Stored } from '../../core/generated/types.js';
import { parseJson } from '../../core/json.js';
import type { Log } from '../../core/log.js';
import { runFileName } from '../../ledger/layout.js';
import type { NewRun } from '../../ledger/ledger.js';
import type { ArtifactStore, StoredFile } from '../../stores/store.js';
import type { Session } from './session.js';

/** Names of the workflow artifacts that hold evidence begin with it; the run's id follows. */
export const EVIDENCE_PREFIX = 'lineage-evidence-';

/** Where a run's evidence lies until it is uploaded: beside what its scripts dropped. */
export function evidenceFolder(session: Session): string {
  return path.join(path.dirname(session.lineage_dir), 'evidence');
}

/** The files of a run as evidence has them. */
export function runFiles(run: NewRun): { name: string; bytes: Buffer }[] {
  return run.files.map(({ path: file, bytes }) => ({ name: runFileName(run.run_id, file), bytes }));
}

/**
 * Hands a run over as a workflow artifact, for a job that may write to record it. It holds the files of the ledger as they are.
 * Where the step that ran the command was killed after it had handed the run over, that stands: it knew how the command ended.
 * @throws UserError E_STORE_CONFLICT, E_STORE_UPLOAD
 */
export async function handOver(
  run: NewRun,
  deps: { folder: string; log: Log; store(): Promise<ArtifactStore> },
): Promise<Stored> {
  const files = runFiles(run);
  for (const { name, bytes } of files) {
    const file = path.join(deps.folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  const store = await deps.store();
  const name = `${EVIDENCE_PREFIX}${run.run_id}`;
  const stored = await store.put({
    name,
    root: deps.folder,
    files: files.map((file) => file.name),
    digests: files.map(({ bytes }) => sha256(bytes)),
    isStored: (found) => isOfRun(found, files),
  });
  deps.log.info(
    `Handed run ${run.run_id} over as the workflow artifact ${stored.name ?? name}; a job with \`publish\` records it.`,
  );
  return stored;
}

/** What makes two records those of one run, however it ended. */
const OF_RUN = ['run_id', 'started_at', 'context'] as const;

/** Whether files that were handed over are those of a run. */
function isOfRun(found: readonly StoredFile[], files: readonly { name: string; bytes: Buffer }[]): boolean {
  const [own] = files;
  const record = found.find(({ path }) => path === own?.name)?.bytes;
  if (own === undefined || record == null) return false;
  const [theirs, ours] = [record, own.bytes].map((bytes) => fieldsOf(bytes));
  return theirs !== null && OF_RUN.every((field) => isDeepStrictEqual(theirs?.[field], ours?.[field]));
}

/** @returns null for what is no JSON object */
function fieldsOf(bytes: Buffer): Record<string, unknown> | null {
  const value = parseJson(bytes.toString('utf8'));
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

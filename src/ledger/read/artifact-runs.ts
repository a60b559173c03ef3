import { fileAlone, type RunFiles } from '../../core/fetch/files.js';
import type { RunRecord } from '../../core/generated/types.js';
import { RUNS, runIdOf } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { runDecoder } from './records.js';

/**
 * The newest run that has an artifact with a digest, and that artifact. No look-up has artifacts, so every record is looked
 * through as text; only those that hold the digest are read.
 * @throws UserError E_LEDGER_RECORD_INVALID when a record that holds it cannot be read
 */
export async function findArtifactRun(
  view: LedgerView,
  digest: string,
): Promise<{ run: RunRecord; files: RunFiles } | undefined> {
  await view.bring([RUNS]);
  const paths = (await view.list(RUNS)).filter((path) => runIdOf(path) !== undefined);
  const decode = await runDecoder();
  let found: { run: RunRecord; files: RunFiles } | undefined;
  // In the order of their ids, which is that of time.
  await view.each(paths, (path, bytes) => {
    if (!bytes.includes(digest)) return;
    const run = decode(path, bytes);
    const artifact = run.outputs.artifacts.find((one) => one.kind !== 'model' && one.digest === digest);
    if (artifact !== undefined) found = { run, files: fileAlone(artifact) };
  });
  return found;
}

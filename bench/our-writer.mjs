/* The product's ledger as a contender. Its repository is made within the time that is measured. */
import { plainEnvironment } from './action.mjs';
import { sourceModule } from './source.mjs';

export const SILENT = { info() {}, warning() {}, debug() {}, group() {} };
const TIMING = { now: Date.now, elapsed: () => performance.now(), random: Math.random };
const IDENTITY = { name: 'github-actions[bot]', email: 'bot@users.noreply.github.com' };

export async function prepare({ source }) {
  // Loaded before the clock starts, as the others' git is.
  await sourceModule(source, 'ledger/remote-ledger');
}

/** A ledger with a repository of its own in a folder that is there. */
export async function openOurs({ source, url, folder, branch, log = SILENT, kept }) {
  const { openRemoteLedger } = await sourceModule(source, 'ledger/remote-ledger');
  return openRemoteLedger({
    url,
    branch,
    folder,
    env: plainEnvironment(),
    ...TIMING,
    identity: IDENTITY,
    log,
    kept,
  });
}

/** A ledger on a branch of a repository on this machine. */
export async function openLocal({ source, folder, branch, kept }) {
  const { openLocalLedger } = await sourceModule(source, 'ledger/local-ledger');
  return openLocalLedger({
    folder,
    branch,
    env: plainEnvironment(),
    ...TIMING,
    identity: IDENTITY,
    log: SILENT,
    kept,
  });
}

/** @param runs each `{record, path, bytes}`; all in one commit @returns the commit that holds them */
export async function append(ledger, runs) {
  const newRuns = runs.map(({ record, path, bytes }) => ({
    run_id: record.run_id,
    files: [{ path, bytes }],
    message: {
      subject: `run ${record.experiment} ${record.status}`,
      trailers: [['Lineage-Run', record.run_id]],
    },
  }));
  if (ledger.append !== undefined) return ledger.append(newRuns);
  const files = newRuns.flatMap((run) => run.files);
  const { commit } = await ledger.write(() => ({ files, message: newRuns[0].message, value: undefined }));
  return commit;
}

export async function write({ record, path, bytes, ...place }) {
  await append(await openOurs(place), [{ record, path, bytes }]);
}

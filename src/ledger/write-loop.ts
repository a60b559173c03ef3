import type { Log } from '../core/log.js';
import { missingFiles, writeTreeWith } from './append.js';
import { Backoff, type Timing } from './backoff.js';
import { type Failure, isTransient } from './classify.js';
import { checkFormat } from './format.js';
import { bootstrapFiles } from './layout.js';
import type { CommitMessage, LedgerView, NewFile, Plan, Written } from './ledger.js';
import { commitText } from './message.js';
import type { Identity } from './object-store.js';
import type { Snapshot } from './snapshot.js';

/** Where a ledger branch lives: a server or the user's own repository. */
export interface LedgerPort {
  /** The branch, for messages: `lineage of https://…`. */
  readonly where: string;
  readonly timing: Timing;
  /** The branch's newest commit, its trees at hand. @throws UserError */
  tip(): Promise<Snapshot>;
  /**
   * Sets the branch to a commit if it still is as a snapshot shows it, once.
   * @returns what was in the way; null when it is done
   * @throws UserError when nobody could write there
   */
  swap(next: string, before: Snapshot): Promise<Failure | null>;
  /** The error for a failure that no retry mends, or none has mended in time. */
  explain(failure: Failure, action: 'read' | 'write'): Error;
}

export interface WriteOptions {
  identity: Identity;
  log: Log;
  /** Milliseconds within which a write is tried again. Default 120,000. */
  deadlineMs?: number;
}

/** One try whose outcome is not known to be a success. */
interface Attempt<T> {
  files: readonly NewFile[];
  value: T;
}

export async function readTip(port: LedgerPort): Promise<Snapshot> {
  const snapshot = await port.tip();
  await checkFormat(snapshot, port.where);
  return snapshot;
}

/** Asks for a plan and tries to commit it until it is on the branch. */
export async function write<T>(
  port: LedgerPort,
  plan: (view: LedgerView) => Promise<Plan<T>> | Plan<T>,
  options: WriteOptions,
): Promise<Written<T>> {
  const backoff = new Backoff(port.timing, options.deadlineMs ?? 120_000);
  let last: Attempt<T> | undefined;
  for (;;) {
    const snapshot = await readTip(port);
    // The answer to the try before may have been lost after the server had applied it. Asking for a new plan then would
    // write a second record of the same thing.
    if (last !== undefined && (await holds(snapshot, last.files))) {
      return { value: last.value, commit: snapshot.commit };
    }
    const wanted = await plan(snapshot);
    if (wanted.files.length === 0) return { value: wanted.value, commit: null };
    const files = await missingFiles(snapshot, wanted.files);
    if (files.length === 0) return { value: wanted.value, commit: snapshot.commit };
    last = { files: wanted.files, value: wanted.value };
    const signature = { identity: options.identity, at: port.timing.now() };
    const commit = await commitOf(snapshot, { files, message: wanted.message }, signature);
    const failure = await port.swap(commit, snapshot);
    if (failure === null) return { value: wanted.value, commit };
    options.log.debug(`the ledger was not written, ${failure.kind}: ${failure.detail}`);
    if (!isTransient(failure.kind) || !(await backoff.wait())) throw port.explain(failure, 'write');
  }
}

async function commitOf(
  snapshot: Snapshot,
  content: { files: readonly NewFile[]; message: CommitMessage },
  signature: { identity: Identity; at: number },
): Promise<string> {
  const files = snapshot.commit === null ? [...bootstrapFiles(), ...content.files] : content.files;
  return snapshot.store.writeCommit({
    tree: await writeTreeWith(snapshot, files),
    parent: snapshot.commit,
    text: commitText(content.message),
    ...signature,
  });
}

async function holds(snapshot: Snapshot, files: readonly NewFile[]): Promise<boolean> {
  const entries = await snapshot.find(files.map((file) => file.path));
  return files.every((file, index) => entries[index]?.id === snapshot.store.blobId(file.bytes));
}

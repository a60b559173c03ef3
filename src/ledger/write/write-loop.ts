import type { Log } from '../../core/log.js';
import { type Failure, isTransient } from '../failures/classify.js';
import { commitText } from '../git/message.js';
import type { Identity, ObjectStore } from '../git/object-store.js';
import { isFile, type NewObject } from '../git/objects.js';
import { bootstrapFiles, INDEX } from '../layout.js';
import type { CommitMessage, LedgerView, NewFile, Plan, Written } from '../ledger.js';
import { checkFormat } from '../read/format.js';
import { parentOf } from '../read/paths.js';
import type { Snapshot } from '../read/snapshot.js';
import { Backoff, type Timing } from './backoff.js';
import { withEntries } from './entries.js';
import { missingFiles, taken } from './missing-files.js';
import { type Inbox, type Parked, sortParked, type Unfit, ViewWithParked } from './parked.js';
import type { ParkedChecks } from './parked-check.js';
import { additionsOf, treeWith } from './tree.js';
import type { Listed } from './turn.js';

/** What a server or a repository holds at one moment. */
export interface Tip {
  snapshot: Snapshot;
  /** By run id; all that has the shape of a run, also what the branch has already. */
  parked: readonly Parked[];
  /** What is parked and has not. */
  unfit: readonly Unfit[];
}

/** A commit to set a branch to. */
export interface Swap {
  next: string;
  before: Snapshot;
  /** Ids of parked runs whose refs go with the same push. */
  unparked: readonly string[];
  /**
   * Commits to park by run id when the branch has moved meanwhile, with the same push. Only without `unparked`: the refs are set each
   * for itself, and what is taken away must be on the branch.
   */
  parking?: ReadonlyMap<string, string>;
}

export interface Swapped {
  /** What was in the way; null when the branch is set. */
  failure: Failure | null;
  /** Whether `parking` was done. */
  parked: boolean;
}

/** Where a ledger branch lives: a server or the user's own repository. */
export interface LedgerPort {
  /** The branch, for messages: `lineage of https://…`. */
  readonly where: string;
  readonly timing: Timing;
  /** What its views have made of folders before. */
  readonly kept?: LedgerView['kept'];
  /** The branch's newest commit, and what is parked unless that is left out. @throws UserError */
  tip(options?: { withoutParked?: boolean }): Promise<Tip>;
  /**
   * Sets the branch to a commit if it still is as a snapshot shows it, once.
   * @throws UserError when nobody could write there
   */
  swap(swap: Swap): Promise<Swapped>;
  /** Where runs can wait for another writer. Absent where writers do not wait for a network. */
  readonly inbox?: {
    /** A store to write the commits into. */
    store(): Promise<ObjectStore>;
    /** Puts commits on refs named by run ids, once. @returns what was in the way; null when it is done */
    park(commits: ReadonlyMap<string, string>): Promise<Failure | null>;
    /** What waits there, as far as is known, without fetching it. @throws UserError */
    list(): Promise<Listed>;
    /** What is known of it: what waits for nobody is not listed. */
    readonly checks: ParkedChecks;
  };
  /** The error for a failure that no retry mends, or none has mended in time. */
  explain(failure: Failure, action: 'read' | 'write'): Error;
}

export interface WriteOptions {
  identity: Identity;
  log: Log;
  /** Milliseconds within which a write is tried again. Default 120,000. */
  deadlineMs?: number;
}

/** What a writer wants to have on the branch. */
export interface Wanted {
  files: readonly NewFile[];
  message: CommitMessage;
  /** Ids of the runs that these are, when they are runs: a commit that holds others too is named after all of them. */
  runs?: readonly string[];
  resetIndex?: boolean;
  leavesEntries?: boolean;
}

/** A branch as a writer found it. */
export interface State {
  snapshot: Snapshot;
  inbox: Inbox;
}

export interface ReadOptions {
  withoutParked?: boolean;
  /** Files that will be looked for: their folders are read with the same command. */
  files?: readonly NewFile[];
}

/** @throws UserError when the branch is no ledger that this version reads */
export async function readState(port: LedgerPort, options: ReadOptions = {}): Promise<State> {
  const { files = [], ...what } = options;
  const { snapshot, parked, unfit } = await port.tip(what);
  const folders = files.length === 0 ? [] : [INDEX, ...files.map(({ path }) => parentOf(path))];
  const [opened] = await Promise.allSettled([snapshot.open(['', ...folders])]);
  // Of a branch that is no ledger it matters more that it is none than what else is odd in it.
  await checkFormat(snapshot, port.where);
  if (opened.status === 'rejected') throw opened.reason;
  const inbox = await sortParked(snapshot, parked, unfit);
  const waiting = new Set(inbox.waiting);
  port.inbox?.checks.passOver(parked.filter((one) => !waiting.has(one)));
  return { snapshot, inbox };
}

/** The same branch without parked runs that no reader would take. */
export async function checkedState(port: LedgerPort, { snapshot, inbox }: State): Promise<State> {
  if (port.inbox === undefined || inbox.waiting.length === 0) return { snapshot, inbox };
  const { fits, unfit } = await port.inbox.checks.check(snapshot.store, inbox.waiting);
  return { snapshot, inbox: { ...inbox, waiting: fits, unfit: [...inbox.unfit, ...unfit] } };
}

export async function viewOf(port: LedgerPort, found: State): Promise<LedgerView> {
  const { snapshot, inbox } = await checkedState(port, found);
  return new ViewWithParked(snapshot, inbox.waiting, port.kept);
}

/** Asks for a plan and tries to commit it until it is on the branch, with all that is parked. */
export async function write<T>(
  port: LedgerPort,
  plan: (view: LedgerView) => Promise<Plan<T>> | Plan<T>,
  options: WriteOptions,
): Promise<Written<T>> {
  const backoff = new Backoff(port.timing, options.deadlineMs ?? 120_000);
  const tried: Plan<T>[] = [];
  for (let alone = false; ; ) {
    const state = await readState(port);
    const { snapshot } = state;
    // The answer to a try may have been lost after the server had applied it, and a read or two may not have shown that yet.
    // Asking for a new plan then would write a second record of the same thing.
    for (const { files, value } of tried) {
      if (await holds(snapshot, files)) return { value, commit: snapshot.commit };
    }
    const wanted = await plan(await viewOf(port, state));
    if (wanted.files.length === 0 && !wanted.resetIndex) return { value: wanted.value, commit: null };
    tried.push(wanted);
    const done = await tryCommit(port, { wanted, state, alone }, options);
    if (done.failure === null) return { value: wanted.value, commit: done.commit };
    if (isFatal(done)) throw port.explain(done.failure, 'write');
    alone ||= !isTransient(done.failure.kind);
    if (!(await backoff.wait())) throw port.explain(done.failure, 'write');
  }
}

/** One try. */
export interface Try {
  commit: string | null;
  failure: Failure | null;
  /** How many parked runs went with it. */
  folded: number;
  /** Whether the runs were parked with the same push. */
  parked: boolean;
}

/** Runs as commits to be parked. */
export interface Parking {
  commits: ReadonlyMap<string, string>;
  objects: readonly NewObject[];
}

/** Whether no further try can help. A refusal of what others parked is none of the writer's: it goes on alone. */
export function isFatal({ failure, folded }: Try): boolean {
  return failure !== null && folded === 0 && !isTransient(failure.kind);
}

/**
 * Commits what is wanted and missing, once, together with what is parked. The same state gives the same commit when `at` is
 * given, so that of two writers who fold the same runs one finds that there is nothing to push.
 */
export async function tryCommit(
  port: LedgerPort,
  content: { wanted: Wanted; state: State; alone: boolean; at?: number; parking?: Parking },
  options: WriteOptions,
): Promise<Try> {
  const { wanted, parking } = content;
  const alone = content.alone || parking !== undefined;
  const { snapshot, inbox } = alone ? content.state : await checkedState(port, content.state);
  const { store } = snapshot;
  const missing = await missingFiles(snapshot, wanted.files, wanted.resetIndex);
  if (missing.length === 0 && !wanted.resetIndex)
    return { commit: snapshot.commit, failure: null, folded: 0, parked: false };
  const files = snapshot.commit === null ? [...bootstrapFiles(), ...missing] : missing;
  const folded = alone ? [] : foldable(inbox.waiting, wanted);
  const own = additionsOf(store, files);
  const ids = new Map(own.additions.map(({ path, id }) => [path, id]));
  const others = folded.filter((one) => !one.additions.some(({ path }) => ids.has(path)));
  // What somebody else has parked under the same id is safe and stays there: it must not vanish for what is written here.
  const clash = folded
    .flatMap(({ additions }) => additions)
    .find(({ path, id }) => (ids.get(path) ?? id) !== id);
  if (clash !== undefined) throw taken(clash.path);
  const additions = [...own.additions, ...others.flatMap((one) => one.additions)];
  const { resetIndex = false, leavesEntries = resetIndex } = wanted;
  const plain = { ...own, additions, tree: await treeWith(snapshot, { additions, resetIndex }) };
  const { tree, contents } = leavesEntries ? plain : await withEntries(snapshot, plain);
  const commit = store.commit({
    tree: tree.id,
    parent: snapshot.commit,
    text: commitText(messageOf(wanted, others)),
    identity: options.identity,
    at: content.at ?? port.timing.now(),
  });
  await store.write([...contents, ...tree.objects, commit, ...(parking?.objects ?? [])]);
  const unparked = alone ? [] : [...folded.map((one) => one.run_id), ...inbox.settled].slice(0, MOST_REFS);
  const swap = { next: commit.id, before: snapshot, unparked };
  const { failure, parked } = await port.swap(
    parking === undefined ? swap : { ...swap, parking: parking.commits },
  );
  if (failure === null) warnOf(inbox, options.log);
  else options.log.debug(`the ledger was not written, ${failure.kind}: ${failure.detail}`);
  return { commit: commit.id, failure, folded: unparked.length, parked };
}

/** Refs that one push can take away: their names are arguments of a command, of which some systems take 32 KiB. */
const MOST_REFS = 300;

/** As many parked runs as fit into one push, those that the writer wants to have among them. */
function foldable(waiting: readonly Parked[], { runs = [] }: Wanted): readonly Parked[] {
  if (waiting.length <= MOST_REFS) return waiting;
  const own = new Set(runs);
  const isOwn = (one: Parked) => own.has(one.run_id);
  return [...waiting.filter(isOwn), ...waiting.filter((one) => !isOwn(one))].slice(0, MOST_REFS);
}

function warnOf({ conflicting, unfit }: Inbox, log: Log): void {
  const [first] = unfit;
  if (first !== undefined) {
    const name = JSON.stringify(`refs/lineage/inbox/${first.run_id.slice(0, 80)}`);
    const more = unfit.length === 1 ? '' : `, and ${unfit.length - 1} more refs beside it are none`;
    log.warning(
      `What is parked as ${name} is no run, and is left where it is: ${first.why}${more}. Nobody is kept waiting by it; find out who pushed it, then delete the ref.`,
    );
  }
  for (const id of conflicting) {
    log.warning(
      `The run parked as refs/lineage/inbox/${id} has other content than the run of that id on the ledger branch, and is left where it is. Compare the two, then delete the ref.`,
    );
  }
}

function messageOf({ message, runs }: Wanted, others: readonly Parked[]): CommitMessage {
  if (others.length === 0) return message;
  const ids = [...(runs ?? []), ...others.map((one) => one.run_id)].sort();
  const trailers = ids.map((id) => ['Lineage-Run', id] as const);
  return runs === undefined
    ? { ...message, trailers: [...message.trailers, ...trailers] }
    : { subject: `record ${ids.length} runs`, trailers };
}

/** Whether a branch has all of these files. */
export async function holds(snapshot: Snapshot, files: readonly NewFile[]): Promise<boolean> {
  if (files.length === 0) return false;
  const entries = await snapshot.find(files.map((file) => file.path));
  return files.every((file, index) => {
    const entry = entries[index];
    return entry !== undefined && isFile(entry) && entry.id === snapshot.store.blobId(file.bytes);
  });
}

import { sha256 } from '../../core/digest.js';
import type { UserError } from '../../core/errors.js';
import { firstAmendmentId } from '../../core/ids.js';
import { besideDays } from '../../ledger/index/days.js';
import { type DayOptions, type DayReader, eachDay } from '../../ledger/index/read-days.js';
import { AMENDMENTS, amendmentPath, LOGGED_MODELS } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { invalidRecord, recordDecoder } from '../../ledger/read/json-record.js';
import { applyEntry } from '../../mlflow/state/apply.js';
import type { TimedChange } from '../../mlflow/state/residue.js';
import type { State } from '../../mlflow/state/state.js';
import { type Subject, subjectKey } from '../../mlflow/state/subject.js';
import { changesOf } from '../track/amendment/amendment.js';
import type { Amended, KeptAmendment, ReadAmendment } from './amended.js';
import { besideRecord } from './beside-record.js';
import { loggedModelReader } from './read-logged-models.js';

export async function amendmentReader(): Promise<DayReader<KeptAmendment>> {
  const decode = await recordDecoder('amendment');
  return {
    top: AMENDMENTS,
    form: 'amendments-1',
    isWanted: () => true,
    keyOf: (path) => path,
    isRecord: () => true,
    take(path, bytes, found) {
      const amendment = decode(path, bytes);
      if (amendmentPath(amendment.event_id) !== path)
        throw invalidRecord(path, 'lies where another one belongs');
      try {
        changesOf(amendment);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        throw invalidRecord(path, `cannot be applied: ${error.message}`);
      }
      const { subject, through, changes } = amendment;
      found.push({ path, digest: sha256(bytes), amendment: { subject, through }, changes });
    },
  };
}

/** All amendments of a ledger in the order of their ids, which is that of their times; before them what logged models without a run are. */
export async function readAmendments(
  view: LedgerView,
  options: Omit<DayOptions<never>, 'visit'>,
): Promise<{ amendments: ReadAmendment[]; days: ReadonlyMap<string, string>; strays: ReadonlySet<string> }> {
  const amendments: ReadAmendment[] = [];
  const visit = (found: readonly KeptAmendment[]) => amendments.push(...found.map(readable));
  const days = await eachDay(view, await amendmentReader(), { ...options, visit });
  const ofModels = await eachDay(view, await loggedModelReader(), { ...options, visit });
  const strays = await strayAmendments(view);
  options.faults.push(...strays.map((path) => invalidRecord(path, 'lies in no folder of a day')));
  return {
    amendments: inOrder(amendments),
    days: new Map([...days, ...ofModels]),
    strays: new Set(strays),
  };
}

/** What lies below their folder and in that of no day: files and folders, of which nothing is shown. */
export async function strayAmendments(view: LedgerView): Promise<string[]> {
  const strays = await Promise.all([AMENDMENTS, LOGGED_MODELS].map((top) => besideDays(view, top)));
  return strays.flat();
}

export function readable(kept: KeptAmendment): ReadAmendment {
  return { ...kept, changes: changesOf(kept) };
}

/** Whether it is the record of a logged model, which is before all amendments of it. */
export function isLoggedModel(path: string): boolean {
  return path.startsWith(`${LOGGED_MODELS}/`);
}

export function inOrder<T extends Amended>(amendments: T[]): T[] {
  const isRecord = ({ path }: Amended) => isLoggedModel(path);
  return amendments.sort(
    (one, other) => Number(isRecord(other)) - Number(isRecord(one)) || (one.path < other.path ? -1 : 1),
  );
}

/** Where runs are whose records say it by name alone: that of an experiment may have been changed since. */
export function experimentsOfRuns(amendments: readonly ReadAmendment[]): Map<string, string> {
  const ids = new Map<string, string>();
  for (const { changes } of amendments)
    for (const change of changes)
      if (change.type === 'run-updated' && change.experiment_id !== undefined)
        ids.set(change.run_id, change.experiment_id);
  return ids;
}

/** Puts logged models where their runs are, of which the record alone says where: an experiment may have been renamed before them. */
export function settleExperiments(state: State, amendments: readonly ReadAmendment[]): void {
  const said = experimentsOfRuns(amendments);
  for (const { changes } of amendments)
    for (const change of changes) {
      if (change.type !== 'logged-model-created' || said.has(change.source_run_id)) continue;
      const [model, run] = [state.loggedModels.get(change.model_id), state.runs.get(change.source_run_id)];
      if (model !== undefined && run !== undefined) model.experiment_id = run.experiment_id;
    }
}

/**
 * Applies those of the changes that a kind is true of. One that is about nothing that there is counts for nothing, and is a fault.
 * @param takes gets whether the change came with the record of the run that it is about
 */
export function applyAmendments(
  state: State,
  amendments: readonly ReadAmendment[],
  { takes, faults }: { takes: Takes; faults: UserError[] },
): void {
  for (const { path, amendment, changes } of amendments)
    for (const change of changes) {
      const isOfRecord = isFirst(path, amendment) && runOf(change) === amendment.subject.run_id;
      if (!takes(change, isOfRecord)) continue;
      const run = state.runs.get(runOf(change) ?? '');
      const isSeen = run !== undefined && run.late !== undefined;
      const taken =
        isOfRecord && isSeen
          ? besideRecord(run, change)
          : ofOwnExperiment(change, { path, amendment, state });
      if (taken === undefined || isTaken(taken, state)) continue;
      try {
        applyEntry(state, { at: change.at, changes: [taken] }, isOfRecord);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        faults.push(invalidRecord(path, `cannot be applied: ${error.message}`));
      }
    }
}

/** What came with the record of a run is said of the experiment that the run is in: its id is that of the name that the record has. */
function ofOwnExperiment(
  change: TimedChange,
  { path, amendment, state }: Pick<ReadAmendment, 'path' | 'amendment'> & { state: State },
): TimedChange | undefined {
  if (change.type !== 'experiment-tag-set' || !isFirst(path, amendment)) return change;
  const run = state.runs.get(amendment.subject.run_id ?? '');
  return run && { ...change, experiment_id: run.experiment_id };
}

/** Which changes are to be applied. @param isOfRecord whether it came with the record of the run that it is about */
export type Takes = (change: TimedChange, isOfRecord: boolean) => boolean;

/** Makes the logged models: those that came with the record of their run before all that others say of the same ids. */
export function makeModels(apply: (takes: Takes) => void): void {
  for (const isFirst of [true, false])
    apply(({ type }, isOfRecord) => type === 'logged-model-created' && isOfRecord === isFirst);
}

/** Takes the models away that somebody says of a run which was seen being made, where what came with its record does not. */
export function settleModels(state: State, amendments: readonly ReadAmendment[]): void {
  const made = amendments.flatMap(({ path, amendment, changes }) =>
    changes.flatMap((change) =>
      change.type === 'logged-model-created' ? [{ path, amendment, ...change }] : [],
    ),
  );
  const own = new Set<string>();
  for (const { path, amendment, source_run_id, model_id } of made)
    if (isFirst(path, amendment) && amendment.subject.run_id === source_run_id) own.add(model_id);
  for (const { source_run_id, model_id } of made)
    if (state.runs.get(source_run_id)?.late !== undefined && !own.has(model_id))
      state.loggedModels.delete(model_id);
}

/** Whether a logged model of that id is there already: it is not made another. */
function isTaken(change: TimedChange, { loggedModels }: State): boolean {
  return change.type === 'logged-model-created' && loggedModels.has(change.model_id);
}

function runOf(change: TimedChange): string | undefined {
  if (change.type === 'logged-model-created') return change.source_run_id;
  return 'run_id' in change ? change.run_id : undefined;
}

/** Whether it was written with the record of its run. */
function isFirst(path: string, { subject }: Amended['amendment']): boolean {
  const { run_id } = subject;
  return run_id !== undefined && path === amendmentPath(firstAmendmentId(run_id));
}

/** Of each subject the newest amendment, and how far a server had got. */
export function amendedUntil(
  amendments: Iterable<Amended>,
  server: string,
): { through: Map<string, number>; previous: Map<string, string> } {
  const through = new Map<string, number>();
  const previous = new Map<string, string>();
  for (const { amendment, digest } of amendments) {
    const key = subjectKey(amendment.subject as Subject);
    previous.set(key, digest);
    if (amendment.through.server === server)
      through.set(key, Math.max(through.get(key) ?? 0, amendment.through.number));
  }
  return { through, previous };
}

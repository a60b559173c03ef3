import type { UserError } from '../../core/errors.js';
import { isLogged } from '../../core/trust.js';
import { dayBelow, daysOf } from '../../ledger/index/days.js';
import { type DayReader, eachPath, parkedOf } from '../../ledger/index/read-days.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { firstExperimentId } from '../../mlflow/protocol/experiment-ids.js';
import type { TimedChange } from '../../mlflow/state/residue.js';
import { type Subject, subjectKey } from '../../mlflow/state/subject.js';
import type { KeptAmendment, ReadAmendment } from './amended.js';
import {
  amendmentReader,
  applyAmendments,
  experimentsOfRuns,
  inOrder,
  isLoggedModel,
  makeModels,
  readable,
  settleExperiments,
  settleModels,
  strayAmendments,
  type Takes,
} from './read-amendments.js';
import type { LedgerState } from './read-ledger.js';
import { loggedModelReader } from './read-logged-models.js';
import { addRun, type ReadRun, runReader } from './read-runs.js';

/** What a ledger has got since it was read. */
export interface News {
  runs: readonly ReadRun[];
  amendments: readonly ReadAmendment[];
  /** Ids of the trees of the folders of days, by their paths. */
  days: ReadonlyMap<string, string>;
}

/** Reads the records that are new. @returns undefined where something else is otherwise, or one cannot be read */
export async function readNews(view: LedgerView, known: LedgerState): Promise<News | undefined> {
  const days = new Map<string, string>();
  const faults: UserError[] = [];
  async function read<T>(reader: DayReader<T>, isKnown: (key: string) => boolean): Promise<T[]> {
    const read: T[] = [];
    const visit = (found: readonly T[]) => read.push(...found);
    const paths = await newPaths(view, reader, { known, days, isKnown });
    await eachPath(view, reader, { paths, faults, visit });
    return read;
  }
  const runs = await read(await runReader(), (id) => known.runs.has(id));
  const isKnown = (path: string) => known.amendments.has(path);
  const kept = [
    ...(await read<KeptAmendment>(await amendmentReader(), isKnown)),
    ...(await read<KeptAmendment>(await loggedModelReader(), isKnown)),
  ];
  const strays = await strayAmendments(view);
  const isWhole =
    faults.length === 0 &&
    [...known.days.keys()].every((folder) => days.has(folder)) &&
    strays.every((path) => known.strays.has(path));
  return isWhole ? { runs, amendments: inOrder(kept.map(readable)), days } : undefined;
}

async function newPaths(
  view: LedgerView,
  reader: DayReader<never>,
  asked: { known: LedgerState; days: Map<string, string>; isKnown(key: string): boolean },
): Promise<string[]> {
  const found = parkedOf(view, reader);
  for (const [day, tree] of await daysOf(view, undefined, reader.top)) {
    const folder = dayBelow(reader.top, day);
    asked.days.set(folder, tree);
    if (asked.known.days.get(folder) !== tree) found.push(...(await view.list(folder)));
  }
  const wanted = found.filter((path) => reader.isWanted(path) && !asked.isKnown(reader.keyOf(path)));
  return [...new Set(wanted)].sort();
}

/**
 * Takes note of what is new, and applies what others have written.
 * @param others of the news
 * @returns false where that could be another state than all of it read from the beginning; then the state is good for nothing
 */
export function applyNews(
  known: LedgerState,
  news: News,
  others: Pick<News, 'runs' | 'amendments'>,
): boolean {
  const { state, former } = known;
  const { runs, amendments } = others;
  if (!isBehind(known, others)) return false;
  // Those of this server itself: others' are not put behind.
  former.note(news.amendments);
  const faults: UserError[] = [];
  const apply = (takes: Takes) => applyAmendments(state, amendments, { takes, faults });
  apply(({ type }) => type === 'experiment-created');
  makeModels(apply);
  const experiments = experimentsOfRuns(amendments);
  for (const one of runs) addRun(state, one, { experiment: experiments.get(one.run.run_id), former });
  apply(({ type }) => type !== 'experiment-created' && type !== 'logged-model-created');
  settleModels(state, amendments);
  settleExperiments(state, amendments);
  if (faults.length > 0) return false;
  for (const { run } of news.runs) {
    known.runs.add(run.run_id);
    if (!isLogged(run)) known.watched.add(run.run_id);
  }
  for (const { path, digest, amendment } of news.amendments)
    known.amendments.set(path, { path, digest, amendment });
  for (const [folder, tree] of news.days) known.days.set(folder, tree);
  return true;
}

/** Whether it makes no difference that all that is known was there first. */
function isBehind(known: LedgerState, { runs, amendments }: Pick<News, 'runs' | 'amendments'>): boolean {
  const { state } = known;
  const experiments = experimentsOfRuns(amendments);
  const fresh = new Set(runs.map(({ run }) => run.run_id));
  const begins = [...state.experiments.values()].map(({ created }) => created);
  const isLate = ({ run }: ReadRun) => {
    const at = Date.parse(run.started_at);
    const known = experiments.get(run.run_id);
    // This server has renamed it and the ledger does not know yet.
    const first = state.experiments.get(firstExperimentId(run.experiment));
    if (known === undefined && first !== undefined && first.name !== run.experiment && at <= first.updated)
      return false;
    const experiment = state.experiments.get(known ?? state.experimentIds.get(run.experiment) ?? '');
    return (
      !state.runs.has(run.run_id) &&
      at >= Math.min(...begins) &&
      (experiment === undefined || (experiment.lifecycle === 'active' && at >= experiment.created))
    );
  };
  const experimentOf = new Map(runs.map(({ run }) => [run.run_id, run.experiment]));
  const isPlain = (change: TimedChange, { run_id }: KeptAmendment['amendment']['subject']) => {
    switch (change.type) {
      case 'experiment-tag-set': {
        if (run_id === undefined) return true;
        // It counts from when the run began, and others may have said otherwise since.
        const id = state.experimentIds.get(experimentOf.get(run_id) ?? '') ?? '';
        return state.experiments.get(id)?.tags.get(change.key) === change.value;
      }
      case 'experiment-renamed':
      case 'experiment-deleted':
      case 'experiment-restored':
        return false;
      case 'experiment-created':
        return !state.experiments.has(change.experiment_id) && !state.experimentIds.has(change.name);
      case 'logged-model-created':
        return fresh.has(change.source_run_id);
      case 'run-updated': {
        const run = state.runs.get(change.run_id);
        return run === undefined || (change.experiment_id ?? run.experiment_id) === run.experiment_id;
      }
      default:
        return true;
    }
  };
  const newest = new Map<string, string>();
  for (const { path, amendment } of known.amendments.values()) {
    const key = subjectKey(amendment.subject as Subject);
    // A record is before all amendments of its subject.
    if (isLoggedModel(path)) continue;
    if (path > (newest.get(key) ?? '')) newest.set(key, path);
  }
  const isAwaited = [...state.loggedModels.values()].some(({ source_run_id }) => fresh.has(source_run_id));
  return (
    known.runs.size > 0 &&
    !isAwaited &&
    runs.every(isLate) &&
    amendments.every(
      ({ path, amendment, changes }) =>
        path > (newest.get(subjectKey(amendment.subject as Subject)) ?? '') &&
        changes.every((change) => isPlain(change, amendment.subject)),
    )
  );
}

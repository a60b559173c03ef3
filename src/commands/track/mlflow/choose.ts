import path from 'node:path';
import type { Fault, Faults } from '../../../core/errors.js';
import { shown } from '../../../core/key-values.js';
import type { Policy } from '../../../core/policy/policy.js';
import { CLIENT_ID_TAG } from '../../../ledger/find-run.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import { type Chosen, chooseMain, parseMainRun } from '../../../mlflow/logged/main-run.js';
import type { Session } from '../session.js';
import { takeFiles } from './files.js';
import type { Logged } from './opened.js';
import { type LoggedParts, metricsOf, paramsOf, tagsOf } from './parts.js';
import { recordedId } from './recorded-id.js';

/** What a script can say of its lineage by a tag or by a param. */
const LINEAGE = ['dataset_version', 'git_commit', 'triggered_by'];
/** Runs that a problem lists, and metrics of each. */
const LISTED = 10;
const METRICS = 3;

interface Options {
  /** Tags that count as such when they are logged as params. */
  wanted: readonly string[];
  /** Leaves out files, which take long. */
  quick: boolean;
  /** Gets E_MLFLOW_MAIN_RUN, and what is wrong with what was logged to the run. */
  faults: Faults;
}

/** The lineage tags: those that always are, and those of the policy. */
export function lineageKeys({ required_tags }: Pick<Policy, 'required_tags'>): string[] {
  return [...new Set([...LINEAGE, ...required_tags])];
}

/** The one of the command's runs that its record is of, and all the others. */
export interface LoggedToRecord {
  main: LoggedParts | null;
  others: readonly LoggedRun[];
}

/** Finds the run that a command's record is of among those that it made with MLflow. */
export async function chooseLogged(
  session: Session,
  logged: Logged | null,
  options: Options,
): Promise<LoggedToRecord> {
  if (logged === null) return { main: null, others: [] };
  const { faults } = options;
  const { main_run } = session.request;
  const choice = parseMainRun(main_run) ?? { by: 'only' };
  const chosen = chooseMain(logged.runs, choice);
  const { main } = chosen;
  const others = logged.runs.filter((run) => run !== main);
  if (main === null) {
    if (chosen.candidates.length > 0) faults.add(undecided(session, chosen));
    return { main: null, others };
  }
  return { main: named(await partsOf(main, { ...options, logged }), session.run_id, { session }), others };
}

/**
 * With the id that MLflow's client knows the run by, where that is another one. A rank of a distributed training that logged nothing
 * has none that is the command's own: nobody looks for it.
 * @param run_id of its record
 */
export function named(
  parts: LoggedParts,
  run_id: string,
  { session }: { session: Pick<Session, 'run_id'> },
): LoggedParts {
  const { run, tags, files } = parts;
  const isEmpty = run.isIdle && files !== null && files.artifacts.length + files.models.length === 0;
  if (run.run_id === run_id || (run.run_id === session.run_id && isEmpty)) return parts;
  return { ...parts, tags: { ...tags, [CLIENT_ID_TAG]: run.run_id } };
}

/** What was logged to a run, as its record takes it. */
export async function partsOf(
  run: LoggedRun,
  { logged, wanted, quick, faults }: Options & { logged: Logged },
): Promise<LoggedParts> {
  const to = path.join(path.dirname(logged.folder), 'runs', run.run_id);
  const files = quick ? undefined : await faults.catch(() => takeFiles(run, { logged, to, faults }));
  return {
    run,
    params: paramsOf(run),
    metrics: metricsOf(run),
    tags: tagsOf(run, wanted, faults),
    files: files ?? null,
  };
}

function undecided(session: Session, { candidates }: Chosen): Fault {
  const { main_run } = session.request;
  // Its first run is no more the command's than the others, so that its record has another id than the script knows.
  const idOf = (run_id: string) => recordedId(run_id, { session, command: session, main: null });
  const listed = candidates.slice(0, LISTED).map((run) => described(run, idOf(run.run_id)));
  const more = candidates.length > LISTED ? `, and ${candidates.length - LISTED} more` : '';
  const runs = `${listed.join(', ')}${more}`;
  const what =
    main_run === 'only'
      ? `The command made ${candidates.length} runs with MLflow, and which of them is to be judged is not said: ${runs}`
      : `By \`main-run: ${main_run}\` none of the runs that the command made with MLflow can be chosen: ${runs}`;
  const key =
    [...(candidates[0]?.curves.keys() ?? [])].find((name) => !name.startsWith('system/')) ?? 'METRIC';
  return {
    code: 'E_MLFLOW_MAIN_RUN',
    what,
    where: 'main-run',
    mend: `Say it with \`main-run\`: \`first\`, \`last\`, \`max:KEY\` or \`min:KEY\` with the key of a metric, e.g. \`max:${key}\`. On the command line it is \`--main-run\``,
  };
}

/** @param id of its record */
function described({ name, curves }: LoggedRun, id: string): string {
  const metrics = [...curves.values()]
    .filter(({ latest }) => !latest.key.startsWith('system/'))
    .slice(0, METRICS)
    .map(({ latest }) => `${latest.key}=${Number(latest.value.toPrecision(4))}`);
  return `${shown(name)} (${[id, ...metrics].join(', ')})`;
}

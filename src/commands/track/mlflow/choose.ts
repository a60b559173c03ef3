import path from 'node:path';
import type { Fault, Faults } from '../../../core/errors.js';
import { shown } from '../../../core/key-values.js';
import type { Policy } from '../../../core/policy/policy.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import { type Chosen, chooseMain, parseMainRun } from '../../../mlflow/logged/main-run.js';
import type { Session } from '../session.js';
import { takeFiles } from './files.js';
import type { Logged } from './opened.js';
import { type LoggedParts, metricsOf, paramsOf, tagsOf } from './parts.js';

/** What a script can say of its lineage by a tag or by a param. */
const LINEAGE = ['dataset_version', 'git_commit', 'triggered_by'];
/** Runs that a problem lists, and metrics of each. */
const LISTED = 10;
const METRICS = 3;

interface Options {
  policy: Policy;
  /** Leaves out files, which take long. */
  quick: boolean;
  /** Gets E_MLFLOW_MAIN_RUN, E_MLFLOW_SERVER, and what is wrong with what was logged. */
  faults: Faults;
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
  { policy, quick, faults }: Options,
): Promise<LoggedToRecord> {
  if (logged === null) return { main: null, others: [] };
  for (const fault of logged.faults) faults.add(fault);
  const { main_run } = session.request;
  const choice = parseMainRun(main_run) ?? { by: 'only' };
  const chosen = chooseMain(logged.runs, choice);
  const { main } = chosen;
  const others = logged.runs.filter((run) => run !== main);
  if (main === null) {
    if (chosen.candidates.length > 0) faults.add(undecided(main_run, chosen));
    return { main: null, others };
  }
  const to = path.join(path.dirname(logged.folder), 'runs', main.run_id);
  const parts: LoggedParts = {
    run: main,
    params: paramsOf(main),
    metrics: metricsOf(main),
    tags: tagsOf(main, [...new Set([...LINEAGE, ...policy.required_tags])], faults),
    files: quick ? null : ((await faults.catch(() => takeFiles(main, { logged, to, faults }))) ?? null),
  };
  return { main: parts, others };
}

function undecided(main_run: string, { candidates }: Chosen): Fault {
  const listed = candidates.slice(0, LISTED).map(described);
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

function described({ name, run_id, curves }: LoggedRun): string {
  const metrics = [...curves.values()]
    .filter(({ latest }) => !latest.key.startsWith('system/'))
    .slice(0, METRICS)
    .map(({ latest }) => `${latest.key}=${Number(latest.value.toPrecision(4))}`);
  return `${shown(name)} (${[run_id, ...metrics].join(', ')})`;
}

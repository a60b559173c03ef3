import { typedValue } from '../../../collect/params.js';
import type { MetricsOfFile } from '../../../collect/values/combine-metrics.js';
import type { ParamsOfOrigin } from '../../../collect/values/combine-params.js';
import { Curve } from '../../../collect/values/metric-curves.js';
import type { Fault, Faults } from '../../../core/errors.js';
import type { Scalar } from '../../../core/flatten.js';
import { originOf } from '../../../core/key-prefix.js';
import { fittingTags, keyProblem, shown, tagFaults, tagsFaults } from '../../../core/key-values.js';
import { canTell, curveId, type Measured } from '../../../core/series.js';
import type { RecordedRun } from '../../../mlflow/held/recorded-versions.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import type { Metric } from '../../../mlflow/state/entities.js';
import type { Long } from '../../../mlflow/state/long.js';
import { measuredOf } from '../../../mlflow/state/measured.js';
import { pythonText } from '../../../mlflow/state/python-value.js';
import { isLater } from '../../../mlflow/state/runs.js';
import { loggedValue } from '../../../mlflow/state/stored-value.js';
import { EXPERIMENT_LIMIT, nameProblem } from '../foresee.js';
import type { LoggedFiles } from './files.js';

/** What the command logged to the run that it is, as its record takes it. */
export interface LoggedParts {
  run: LoggedRun;
  params: ParamsOfOrigin;
  metrics: MetricsOfFile;
  tags: Record<string, string>;
  /** Null where there is no time for them. */
  files: LoggedFiles | null;
}

/** What records give as the source of what was logged. */
export const SOURCE = 'mlflow';

/** The tags of the client's own that say what nothing else does: a person's description of the run, and which artifacts are tables, for `load_table`. */
const KEPT = ['mlflow.note.content', 'mlflow.loggedArtifacts'];
const OF_CLIENT = 'mlflow.';
/** Of four digits is the year that a record can hold. */
export const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** What a run has become, for what speaks of it as its client does. @param run_id that it is recorded under */
export function recordedRun({ run, files }: LoggedParts, run_id: string): RecordedRun {
  return { client_id: run.run_id, run_id, models: files?.placed ?? new Map() };
}

/** The params with the types that their texts spell: the client sends texts alone, and is to read the same texts again. */
export function paramsOf({ params }: LoggedRun): ParamsOfOrigin {
  const typed: Record<string, Scalar> = Object.create(null);
  for (const [key, value] of params) if (keyProblem(key) === undefined) typed[key] = scalarOf(value);
  return { params: typed, where: SOURCE, origin: originOf(SOURCE), isWritten: true };
}

function scalarOf(text: string): Scalar {
  const value = typedValue(text);
  return pythonText(value) === text ? value : text;
}

/** The metrics with their history. One value at step 0 is no curve: it is what `log_metric(key, value)` sends. */
export function metricsOf({ curves, model_points }: LoggedRun): MetricsOfFile {
  const found = new Map<string, Curve>();
  const ofModels = new Map<string, Metric[]>();
  for (const point of model_points()) {
    const own = ofModels.get(point.key);
    if (own === undefined) ofModels.set(point.key, [point]);
    else own.push(point);
  }
  for (const [key, { points }] of curves) {
    if (keyProblem(key) === undefined) found.set(key, curveOf(points, ofModels.get(key) ?? []));
  }
  return { path: SOURCE, curves: found };
}

/** @param again the same points with a model: in front, since of the same step the last one counts */
function curveOf(points: readonly Metric[], again: readonly Metric[]): Curve {
  const curve = new Curve(points.length === 1 && points[0]?.step === 0);
  const known = new Map<string, Measured>();
  for (const point of [...again, ...inOrder(points)]) {
    const { value, step, timestamp } = point;
    curve.push(
      loggedValue(value),
      Number.isSafeInteger(step) ? Number(step) : Number.NaN,
      isTime(timestamp) ? Number(timestamp) : Number.NaN,
      measuredIn(point, known),
    );
  }
  return curve;
}

/** @param known holds one object for all points that were measured of the same, of which there can be many */
function measuredIn(point: Metric, known: Map<string, Measured>): Measured | undefined {
  const measured = measuredOf(point);
  if (Object.keys(measured).length === 0 || !canTell(measured)) return undefined;
  const id = curveId({ key: '', ...measured });
  const one = known.get(id) ?? measured;
  known.set(id, one);
  return one;
}

/** By step, then time, then value, so that the last one is the one that MLflow shows. */
function inOrder(points: readonly Metric[]): readonly Metric[] {
  const isSorted = points.every((point, index) => {
    const before = points[index - 1];
    return before === undefined || !isLater(before, point);
  });
  if (isSorted) return points;
  return [...points].sort((one, other) => (isLater(one, other) ? 1 : isLater(other, one) ? -1 : 0));
}

/** Whether a time is one that a record can hold. @param time milliseconds since 1970 */
export function isTime(time: Long): boolean {
  return time >= 0 && time <= LAST_TIME;
}

/** Whether a record has words for a point. */
export function isPoint(metric: Metric): boolean {
  const { key, step, timestamp } = metric;
  return (
    keyProblem(key) === undefined &&
    Number.isSafeInteger(step) &&
    isTime(timestamp) &&
    canTell(measuredOf(metric))
  );
}

/**
 * The tags that a user set, and of the params those that are to be tags: what the policy asks for counts whichever way a script says it.
 * @param wanted keys of the lineage tags
 * @param faults gets E_TAG_INVALID
 */
export function tagsOf(run: LoggedRun, wanted: readonly string[], faults: Faults): Record<string, string> {
  const tags: Record<string, string> = Object.create(null);
  const add = (key: string, value: string) => {
    const wrong = tagFaults(key, value, SOURCE);
    for (const fault of wrong) faults.add(fault);
    if (wrong.length === 0) tags[key] = value;
  };
  for (const key of wanted) {
    const value = run.params.get(key);
    if (value === undefined) continue;
    const tagged = run.tags.get(key);
    if (tagged === undefined) add(key, value);
    else if (tagged !== value) faults.add(twoValues(key, tagged, value));
  }
  for (const [key, value] of run.tags) if (KEPT.includes(key) || !key.startsWith(OF_CLIENT)) add(key, value);
  const all = Object.entries(tags);
  for (const fault of tagsFaults(all, SOURCE)) faults.add(fault);
  return Object.assign(Object.create(null), Object.fromEntries(fittingTags(all)));
}

function twoValues(key: string, tagged: string, param: string): Fault {
  return {
    code: 'E_TAG_INVALID',
    what: `${shown(key)} was logged with two values: ${shown(tagged)} as a tag and ${shown(param)} as a param`,
    where: SOURCE,
    mend: 'Log it once, or with the same value',
  };
}

const RUN_NAME_LIMIT = 250;

/** The run's name as a record can have it, which may be shorter than MLflow's; null for none. */
export function runNameOf({ name }: LoggedRun): string | null {
  const text = name.replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, RUN_NAME_LIMIT);
  return text === '' ? null : text;
}

/** The experiment that the script named; null where it named none, or one that a record cannot have. */
export function experimentOf({ experiment }: LoggedRun): string | null {
  return experiment === null || nameProblem(experiment, EXPERIMENT_LIMIT) !== undefined ? null : experiment;
}

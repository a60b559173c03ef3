import { type Fault, UserError } from '../../core/errors.js';
import { keyProblem, shown } from '../../core/key-values.js';
import { instantOf, type MetricNumber, type MetricPoint, stepOf } from './metric-values.js';

/** Points of one run. */
export const POINTS_LIMIT = 200_000;
const FAULTS_LIMIT = 20;
/** The finest first: where there are several, the others are metrics. */
const STEPS = ['step', 'iteration', 'epoch'];
const TIMES = ['timestamp', 'time', 'at'];

/** Which columns say when. */
export interface Roles {
  step?: string;
  at?: string;
}

export interface Row {
  roles: Roles;
  /** Cells that are not empty. */
  cells: ReadonlyMap<string, unknown>;
  /** Where the row stands, for messages: a file with its line. */
  where: string;
}

/** Gathers points and faults up to what a run, and a reader, can take. */
export class Points {
  readonly points: MetricPoint[] = [];
  readonly #faults: Fault[] = [];

  add(point: MetricPoint, where: string): void {
    const problem = keyProblem(point.key);
    if (problem === undefined) this.points.push(point);
    else this.fault(`The key ${shown(point.key)} ${problem}`, where, 'Rename it');
    if (this.points.length > POINTS_LIMIT) throw tooManyPoints(where);
  }

  fault(what: string, where: string, mend: string): void {
    this.#faults.push({ code: 'E_METRIC_INVALID', what, where, mend });
    if (this.#faults.length === FAULTS_LIMIT) throw new UserError(this.#faults);
  }

  /** @throws UserError E_METRIC_INVALID with every fault, when there is one */
  done(): MetricPoint[] {
    if (this.#faults.length > 0) throw new UserError(this.#faults);
    return this.points;
  }
}

export function tooManyPoints(where: string): UserError {
  return new UserError({
    code: 'E_FILE_TOO_LARGE',
    what: `There are more than ${POINTS_LIMIT} metric values`,
    where,
    mend: 'Log fewer steps, and list the full file under artifacts',
  });
}

/** Which of these columns are the step and the time, whatever their case. */
export function rolesOf(keys: readonly string[]): Roles {
  const find = (names: readonly string[]) => {
    for (const name of names) {
      const key = keys.find((candidate) => candidate.toLowerCase() === name);
      if (key !== undefined) return key;
    }
    return undefined;
  };
  return { step: find(STEPS), at: find(TIMES) };
}

/**
 * Rows as points. Where no row has a step, one row is the metrics, and several are steps from 0.
 * In a file with steps a row without one is a final value.
 * @param read a cell as a metric's value; undefined when it is none
 * @throws UserError E_METRIC_INVALID, E_FILE_TOO_LARGE
 */
export function pointsOfRows(
  rows: readonly Row[],
  read: (cell: unknown) => MetricNumber | undefined,
): MetricPoint[] {
  const points = new Points();
  const counted = rows.length > 1 && !rows.some(({ roles }) => roles.step !== undefined);
  for (const [index, row] of rows.entries()) {
    const step = counted ? index : rowStep(row, points);
    const { at, taken } = rowTime(row, points, read);
    for (const [key, cell] of row.cells) {
      if (key === row.roles.step || key === taken) continue;
      const value = read(cell);
      if (value !== undefined) points.add({ key, value, step, at }, row.where);
      else points.fault(`${shown(key)} is ${cellName(cell)} where a number is needed`, row.where, CELL_MEND);
    }
  }
  return points.done();
}

const CELL_MEND = 'Write a number, NaN or Infinity, or leave the column out';

function rowStep({ roles, cells, where }: Row, points: Points): number | null {
  if (roles.step === undefined) return null;
  const cell = cells.get(roles.step);
  const step = stepOf(cell);
  if (step !== undefined) return step;
  const what = cell === undefined ? 'is empty' : `is ${cellName(cell)}`;
  points.fault(`${shown(roles.step)} ${what} where a whole number is needed`, where, 'Give every row a step');
  return null;
}

function rowTime(
  { roles, cells, where }: Row,
  points: Points,
  read: (cell: unknown) => MetricNumber | undefined,
): { at: string | null; taken: string | undefined } {
  const cell = roles.at === undefined ? undefined : cells.get(roles.at);
  if (roles.at === undefined || cell === undefined || cell === null) return { at: null, taken: roles.at };
  const at = instantOf(cell);
  if (at !== undefined) return { at, taken: roles.at };
  // Many programs call the seconds that passed `time`; such a column is a metric.
  if (roles.at.toLowerCase() === 'time' && read(cell) !== undefined) return { at: null, taken: undefined };
  const mend = 'Write times as 2026-01-31T12:00:00Z, or as seconds or milliseconds since 1970';
  points.fault(`${shown(roles.at)} is ${cellName(cell)} where a time is needed`, where, mend);
  return { at: null, taken: roles.at };
}

function cellName(cell: unknown): string {
  if (typeof cell === 'string') return shown(cell);
  if (typeof cell === 'object' && cell !== null) return Array.isArray(cell) ? 'a list' : 'an object';
  return String(cell);
}

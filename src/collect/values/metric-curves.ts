import { type Fault, UserError } from '../../core/errors.js';
import { type DocumentValue, KEYS_LIMIT, numberOrName } from '../../core/flatten.js';
import { keyProblem, shown } from '../../core/key-values.js';
import type { Measured } from '../../core/series.js';
import { isMissing, type MetricNumber, type MetricPoint } from './metric-values.js';

/** Points of one run that are looked at; more would not fit into memory. */
export const READ_LIMIT = 10_000_000;
const FAULTS_LIMIT = 20;

/** All values that one file has for one key, in the order of the file; as numbers alone, since there can be millions. */
export class Curve {
  readonly values: number[] = [];
  /** NaN for a value without a step. */
  readonly steps: number[] = [];
  /** Milliseconds since 1970, NaN for a value without a time. */
  readonly times: number[] = [];
  /** By index, for those points of which it is known. */
  readonly measured = new Map<number, Measured>();
  /** Index of the first point that this run logged: those before it were in the file when it began. */
  fresh = 0;
  /** Column or field that the steps are from; undefined where none has a name. */
  stepName: string | undefined;
  /** Whether several values of one step are known to follow each other. */
  isOrdered = false;

  /** @param isResult whether it is one value that the whole run came to, though it has a step: MLflow gives every value one */
  constructor(private readonly isResult = false) {}

  get length(): number {
    return this.values.length;
  }

  push(value: number, step: number, time: number, measured?: Measured): void {
    if (measured !== undefined) this.measured.set(this.length, measured);
    this.values.push(value);
    this.steps.push(step);
    this.times.push(time);
  }

  /** Whether it has more to say than one final value. */
  get hasHistory(): boolean {
    return this.length > 1 || this.hasSteps || this.measured.size > 0;
  }

  /** Whether one of its values is what the whole run came to. */
  get hasFinal(): boolean {
    return this.isResult || this.steps.some((step) => Number.isNaN(step));
  }

  /** Whether it has points with a step. */
  get hasSteps(): boolean {
    return !this.isResult && this.steps.some((step) => !Number.isNaN(step));
  }

  /** Index of the value that counts: one without a step, else that of the highest step; the later one of the same. -1 for none. */
  get last(): number {
    const rank = (index: number) => {
      const step = this.steps[index] ?? Number.NaN;
      return Number.isNaN(step) ? Number.POSITIVE_INFINITY : step;
    };
    let best = -1;
    for (let index = this.fresh; index < this.length; index++) {
      if (best < 0 || rank(index) >= rank(best)) best = index;
    }
    return best;
  }

  point(key: string, index: number): MetricPoint {
    const step = this.steps[index] ?? Number.NaN;
    const time = this.times[index] ?? Number.NaN;
    return {
      key,
      value: numberOrName(this.values[index] ?? Number.NaN),
      step: Number.isNaN(step) ? null : step,
      at: Number.isNaN(time) ? null : new Date(time).toISOString(),
      ...this.measured.get(index),
    };
  }

  /** Without the points that were there before the run; of them all, or of those without a step alone. */
  forget(which: 'all' | 'final'): Curve {
    const kept = new Curve();
    kept.stepName = this.stepName;
    for (let index = 0; index < this.length; index++) {
      const isOld = index < this.fresh;
      if (isOld && (which === 'all' || Number.isNaN(this.steps[index]))) continue;
      kept.push(
        this.values[index] ?? Number.NaN,
        this.steps[index] ?? Number.NaN,
        this.times[index] ?? Number.NaN,
        this.measured.get(index),
      );
      if (isOld) kept.fresh = kept.length;
    }
    return kept;
  }
}

/** What stands where a value of a metric was expected, and is none. */
export interface Unread {
  cell: DocumentValue;
  /** For messages: the file with its line. */
  where: string;
  /** NaN for none. */
  step: number;
  /** Points of the key that came before it. */
  before: number;
}

/** Gathers the curves of one file by key, and the faults of what cannot be one. */
export class Curves {
  readonly byKey = new Map<string, Curve>();
  /** By key, the last thing that is no number. */
  readonly unread = new Map<string, Unread>();
  readonly #faults: Fault[] = [];
  readonly #refused = new Set<string>();
  /** Whether there are numbers that are no metrics. */
  isSetAside = false;
  #points = 0;

  constructor(
    readonly where: string,
    /** Points that there may be. */
    readonly room: number,
  ) {}

  /** @returns undefined for a key that a record cannot hold, which is a fault then */
  curve(key: string): Curve | undefined {
    const known = this.byKey.get(key);
    if (known !== undefined || this.#refused.has(key)) return known;
    const problem =
      this.byKey.size >= KEYS_LIMIT ? `is one of more than ${KEYS_LIMIT} metrics` : keyProblem(key);
    if (problem !== undefined) {
      this.#refused.add(key);
      this.fault(`The key ${shown(key)} ${problem}`, this.where, 'Rename it, or leave it out');
      return undefined;
    }
    const curve = new Curve();
    this.byKey.set(key, curve);
    return curve;
  }

  /**
   * @param point with NaN for no step or no time, and what the step is called @param isOld whether it was there before the run
   * @throws UserError E_FILE_TOO_LARGE beyond the room
   */
  add(
    key: string,
    point: { value: MetricNumber; step: number; time: number; stepName?: string; isOrdered?: boolean },
    isOld = false,
  ): void {
    const curve = this.curve(key);
    if (curve === undefined) return;
    if (point.stepName !== undefined) curve.stepName = point.stepName;
    if (point.isOrdered === true) curve.isOrdered = true;
    curve.push(Number(point.value), point.step, point.time);
    if (isOld) curve.fresh = curve.length;
    this.#points++;
    if (this.#points > this.room) throw new UserError(tooManyPoints(this.where));
  }

  /** Takes what stands in place of a value; what only says that there is none is no such thing. */
  addUnread(key: string, unread: Omit<Unread, 'before'>, isOld = false): void {
    if (isOld || isMissing(unread.cell)) return;
    const known = this.unread.get(key);
    if (known !== undefined && unread.step < known.step) return;
    this.unread.set(key, { ...unread, before: this.byKey.get(key)?.length ?? 0 });
  }

  /** A file that is wrong throughout would bury its reader: a few are kept. */
  refuse(faults: readonly Fault[]): void {
    this.#faults.push(...faults.slice(0, FAULTS_LIMIT - this.#faults.length));
  }

  get faults(): readonly Fault[] {
    return this.#faults;
  }

  get points(): number {
    return this.#points;
  }

  fault(what: string, where: string, mend: string): void {
    this.refuse([{ code: 'E_METRIC_INVALID', what, where, mend }]);
  }
}

export function tooManyPoints(where: string): Fault {
  return {
    code: 'E_FILE_TOO_LARGE',
    what: `There are more than ${READ_LIMIT} metric values`,
    where,
    mend: 'Log fewer steps, and list the full file under artifacts',
  };
}

/**
 * What a run may take of a file that was there before it and grew: the final values are its own. The older points are history
 * where the steps of the new ones go on from them, else they are of another training.
 */
export function ownPoints(curves: ReadonlyMap<string, Curve>): Map<string, Curve> {
  let firstNew = Number.POSITIVE_INFINITY;
  let lastOld = Number.NEGATIVE_INFINITY;
  for (const { steps, fresh } of curves.values()) {
    for (const [index, step] of steps.entries()) {
      if (Number.isNaN(step)) continue;
      if (index < fresh) lastOld = Math.max(lastOld, step);
      else firstNew = Math.min(firstNew, step);
    }
  }
  const goesOn = Number.isFinite(firstNew) && firstNew > lastOld;
  return new Map(
    [...curves]
      .filter(([, curve]) => curve.last >= 0)
      .map(([key, curve]) => [key, curve.fresh === 0 ? curve : curve.forget(goesOn ? 'final' : 'all')]),
  );
}

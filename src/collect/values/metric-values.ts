import { DECIMAL_TEXT } from '../../core/decimal-text.js';
import { UserError } from '../../core/errors.js';
import { numberOrName } from '../../core/flatten.js';
import type { RunRecord } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import type { Measured } from '../../core/series.js';

/** A metric as the record holds it. */
export type Metric = RunRecord['outputs']['metrics'][string];
export type MetricNumber = Metric['value'];

/** One value of a metric. */
export interface MetricPoint extends Pick<Metric, 'value' | 'step' | 'at'>, Measured {
  key: string;
}

const WORD = /^([+-]?)(nan|inf|infinity)$/i;
/** Below it a number is no time of our days; in seconds 1973, in milliseconds the first day of 1970. */
const SECONDS_FROM = 1e8;
const MILLISECONDS_FROM = 1e11;
const MILLISECONDS_TO = 1e14;
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s?(Z|[+-]\d{2}:?\d{2})?$/i;

/** A number written as text, or one of the words that programs write for NaN and infinities; undefined for any other text. */
export function metricOfText(text: string): MetricNumber | undefined {
  if (DECIMAL_TEXT.test(text)) return numberOrName(Number(text));
  const word = WORD.exec(text);
  if (word === null) return undefined;
  if (word[2]?.toLowerCase() === 'nan') return 'NaN';
  return word[1] === '-' ? '-Infinity' : 'Infinity';
}

/** A number of a document; texts only when they are words for NaN and infinities, since any other text may mean anything. */
export function metricOfValue(value: unknown): MetricNumber | undefined {
  if (typeof value === 'number') return numberOrName(value);
  if (typeof value === 'bigint') return numberOrName(Number(value));
  return typeof value === 'string' && WORD.test(value) ? metricOfText(value) : undefined;
}

/** A step: a whole number, written as number or text; undefined for anything else. */
export function stepOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && DECIMAL_TEXT.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number + 0 : undefined;
}

/** A column named so can hold durations; with a clock in its name `12:30:45` is the time of a day. */
const DURATION_NAME = /(?:^|[^a-z])(?:time|duration|elapsed|eta|runtime|took)(?:$|[^a-z])/i;
const CLOCK_NAME = /start|begin|end|finish|creat|updat|clock|date|local|utc|day/i;
const DURATION = /^(?:(\d{1,6}) days?,? )?(?:(\d{1,6}):)?(\d{1,6}):([0-5]\d(?:\.\d{1,9})?)$/;

/** Seconds of `mm:ss`, `hh:mm:ss` or `1 day, hh:mm:ss` where the name says that it is a duration; undefined for anything else. */
export function durationOf(name: string, value: unknown): number | undefined {
  if (typeof value !== 'string' || !DURATION_NAME.test(name) || CLOCK_NAME.test(name)) return undefined;
  const [, days = 0, hours = 0, minutes, seconds] = DURATION.exec(value) ?? [];
  if (minutes === undefined) return undefined;
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

/** How a program went on, which differs each time: `eval_runtime`, `train_samples_per_second`, `data_time`, `memory`. */
const SPEED =
  /^(?:.*[./])?(?:_|(?:train|eval|test|predict|val)_)?(?:runtime|time|(?:data|iter|step|epoch|wall)_time|elapsed|duration|eta|\w+_per_second|fps|memory)$/i;

/** What programs write where there is no value. */
const MISSING = /^(?:|-+|—|#?n\/?a|<na>|none|null|nil|undefined|\?|\.+)$/i;

/** Whether something that is no number only says that there is none. */
export function isMissing(value: unknown): boolean {
  return value === null || (typeof value === 'string' && MISSING.test(value));
}

export function isSpeed(name: string): boolean {
  return SPEED.test(name);
}

/**
 * An instant as RFC 3339 in UTC: from ISO 8601 text (UTC when it names no zone), or from seconds or milliseconds since 1970.
 * @returns undefined for what is no instant
 */
export function instantOf(value: unknown): string | undefined {
  if (typeof value === 'number') return instantOfNumber(value);
  if (typeof value !== 'string') return undefined;
  if (DECIMAL_TEXT.test(value)) return instantOfNumber(Number(value));
  const parts = ISO.exec(value);
  if (parts === null) return undefined;
  // Without a zone JavaScript would take the machine's own, and the same file would mean another instant on another machine.
  const zone = parts[3]?.toUpperCase() ?? 'Z';
  return isoOf(Date.parse(`${parts[1]}T${parts[2] ?? '00:00'}${zone}`));
}

function instantOfNumber(value: number): string | undefined {
  if (!(value >= SECONDS_FROM && value < MILLISECONDS_TO)) return undefined;
  return isoOf(value < MILLISECONDS_FROM ? value * 1000 : value);
}

function isoOf(milliseconds: number): string | undefined {
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

/** @throws UserError E_METRIC_INVALID for a text that is no number */
export function inlineMetric({ key, value: text, where }: { key: string; value: string; where: string }) {
  const value = metricOfText(text);
  if (value !== undefined) return { key, value, where };
  throw new UserError({
    code: 'E_METRIC_INVALID',
    what: `The value of ${shown(key)} is ${shown(text)} where a number is needed`,
    where,
    mend: 'Write a number, NaN or Infinity; texts belong into params or tags',
  });
}

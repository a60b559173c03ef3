import type { Fault } from './errors.js';
import { COMMIT_DIGITS, datasetFact, fact } from './facts.js';
import type { RunRecord } from './generated/types.js';
import { shown } from './key-values.js';

export type DatasetQuery = { name: string; version?: string } | { digest: string };

export interface TagQuery {
  key: string;
  value: string;
}

/** Which runs are asked for: those that all of it is true of. */
export interface RunQuery {
  experiment?: string;
  /** Hex digits of the commit that the code was at: all of them, or the first 7 or more. */
  commit?: string;
  /** Whole ids of commits: the code was at one of them. */
  commits?: readonly string[];
  dataset?: DatasetQuery | readonly DatasetQuery[];
  tag?: TagQuery | readonly TagQuery[];
  /** Digest of the manifest of a model that the run made. */
  model_digest?: string;
  /** Id of the run that this one is a part of. */
  parent?: string;
  /** Start at or after this: `2026-11-21`, or an instant in UTC, `2026-11-21T09:30:00Z`. */
  since?: string;
  /** Start at or before this; a day counts to its end. */
  until?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;
const MILLISECONDS_A_DAY = 86_400_000;

/** Facts that every run of the answer has. The opposite need not hold: {@link matchesRun} decides. */
export function requiredFacts(query: RunQuery): string[] {
  const { experiment, model_digest, parent } = query;
  const facts: string[] = [];
  if (experiment !== undefined) facts.push(fact('experiment', experiment));
  if (query.commit !== undefined) facts.push(commitFact(query.commit.toLowerCase()));
  for (const dataset of listOf(query.dataset)) {
    if ('digest' in dataset) facts.push(fact('dataset-digest', dataset.digest));
    else if (dataset.version === undefined) facts.push(fact('dataset-name', dataset.name));
    else facts.push(datasetFact(dataset.name, dataset.version));
  }
  for (const { key, value } of listOf(query.tag)) facts.push(fact(`tag.${key}`, value));
  if (model_digest !== undefined) facts.push(fact('model', model_digest));
  if (parent !== undefined) facts.push(fact('parent', parent));
  return [...new Set(facts)];
}

/** Facts of which every run of the answer has at least one; none where that is not asked for. */
export function eitherFacts({ commits = [] }: RunQuery): string[] {
  return commits.map((commit) => fact('commit', commit));
}

export function matchesRun(run: RunRecord, query: RunQuery): boolean {
  const { code, datasets } = run.inputs;
  const commit = query.commit?.toLowerCase();
  const started = instantKey(run.started_at);
  return (
    (query.experiment === undefined || run.experiment === query.experiment) &&
    (commit === undefined || (code?.commit ?? '').startsWith(commit)) &&
    (query.commits === undefined || query.commits.includes(code?.commit ?? '')) &&
    listOf(query.dataset).every((wanted) => datasets.some((dataset) => isDataset(dataset, wanted))) &&
    listOf(query.tag).every(({ key, value }) => Object.hasOwn(run.tags, key) && run.tags[key] === value) &&
    (query.model_digest === undefined ||
      run.outputs.models.some(({ manifest }) => manifest.digest === query.model_digest)) &&
    (query.parent === undefined || run.parent_run_id === query.parent) &&
    (query.since === undefined || started >= instantKey(query.since)) &&
    (query.until === undefined || started <= instantKey(query.until, 'end'))
  );
}

/** What is wrong with a query, all of it. */
export function queryFaults(query: RunQuery): Fault[] {
  const faults: Fault[] = [];
  const add = (what: string, where: string, mend: string) =>
    faults.push({ code: 'E_INPUT_INVALID', what, where, mend });
  if (query.commit !== undefined && !/^[0-9a-f]{7,64}$/i.test(query.commit)) {
    const what = `${shown(query.commit)} is no commit and no beginning of one`;
    add(what, 'commit', `Give at least ${COMMIT_DIGITS} hex digits of it`);
  }
  const partial = query.commits?.find((commit) => !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit));
  if (partial !== undefined)
    add(`${shown(partial)} is no whole id of a commit`, 'commits', 'Give all of its hex digits');
  const digests = [
    ['model_digest', query.model_digest] as const,
    ...listOf(query.dataset).map((one) => ['dataset', 'digest' in one ? one.digest : undefined] as const),
  ];
  for (const [where, digest] of digests) {
    if (digest === undefined || /^sha256:[0-9a-f]{64}$/.test(digest)) continue;
    add(`${shown(digest)} is no digest`, where, 'Give sha256: and all 64 hex digits, as --json shows it');
  }
  for (const where of ['since', 'until'] as const) {
    const text = query[where];
    if (text === undefined || isTime(text)) continue;
    add(`${shown(text)} is no day and no time in UTC`, where, 'Write 2026-11-21, or 2026-11-21T09:30:00Z');
  }
  const { since, until } = query;
  if (since !== undefined && until !== undefined && isTime(since) && isTime(until)) {
    if (instantKey(since) > instantKey(until, 'end'))
      add(`${shown(since)} is later than ${shown(until)}`, 'since', 'Swap the two');
  }
  return faults;
}

/**
 * The days whose folders can hold runs of the answer, both ends included. A run's folder is the day that its id was made on,
 * which is a moment apart from its start and may be the day next to it.
 */
export function folderDays(query: RunQuery): { first: string | null; last: string | null } {
  const shift = (text: string | undefined, days: number) =>
    text === undefined ? null : dayAfter(text.slice(0, 10), days);
  return { first: shift(query.since, -1), last: shift(query.until, 1) };
}

/** The day so many days later. @param day `2026-11-21` */
export function dayAfter(day: string, days: number): string {
  const time = Date.parse(`${day}T00:00:00Z`) + days * MILLISECONDS_A_DAY;
  return new Date(time).toISOString().slice(0, 10);
}

function commitFact(commit: string): string {
  const isWhole = commit.length === 40 || commit.length === 64;
  return isWhole ? fact('commit', commit) : fact(`commit${COMMIT_DIGITS}`, commit.slice(0, COMMIT_DIGITS));
}

function isDataset(dataset: RunRecord['inputs']['datasets'][number], wanted: DatasetQuery): boolean {
  if ('digest' in wanted) return dataset.digest === wanted.digest;
  return dataset.name === wanted.name && (wanted.version === undefined || dataset.version === wanted.version);
}

function isTime(text: string): boolean {
  const day = DAY.test(text) ? text : INSTANT.exec(text)?.[1];
  if (day === undefined) return false;
  const time = Date.parse(`${day}T00:00:00Z`);
  // A date that does not exist is another one to the parser: 30 February is 2 March.
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(day) && isClock(text.slice(10));
}

function isClock(text: string): boolean {
  const [, hours, minutes, seconds] = /^T(\d\d):(\d\d):(\d\d)/.exec(text) ?? [];
  return text === '' || (Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) <= 60);
}

/** Sorts as the instants do, whatever the number of their decimals. */
function instantKey(text: string, of: 'start' | 'end' = 'start'): string {
  if (DAY.test(text)) return of === 'start' ? text : `${text}~`;
  const [seconds = '', decimals = ''] = text.slice(0, -1).split('.');
  return `${seconds}.${decimals.padEnd(9, '0')}`;
}

function listOf<T extends object>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

import { type Clause, matches } from '../../core/query/filter.js';
import { RUNS } from '../../core/query/grammar.js';
import type { Entity, Value } from '../../core/query/subject.js';
import type { Run } from '../state/entities.js';
import type { Measured } from '../state/run-index.js';
import type { State } from '../state/state.js';
import { endpoint } from './endpoint.js';
import { JsonText } from './json-text.js';
import { checkExperimentId } from './lookups.js';
import { list, text, whole } from './message.js';
import { type Found, search, type Wanted } from './search.js';
import { runShape } from './shapes.js';
import { isShown, VIEW, type View } from './view.js';
import { withLongs } from './wire-long.js';

export const runSearchEndpoint = endpoint(
  'POST runs/search',
  {
    fields: {
      filter: text,
      max_results: whole,
      page_token: text,
      experiment_ids: list(text),
      run_view_type: VIEW,
      order_by: list(text),
    },
    checks: [
      { field: 'experiment_ids', anyItems: true },
      ...['filter', { field: 'max_results', fault: tooMany }, 'order_by'],
    ],
  },
  ({ experiment_ids, run_view_type, ...request }, { state }) => {
    const among = (wanted: Wanted) => runsIn(state, { ids: experiment_ids, view: run_view_type, wanted });
    const { items, next } = search(among, request, RUNS);
    for (const id of experiment_ids) checkExperimentId(id);
    return answer(
      items.map((run) => state.runIndex.textOf(run, runText)),
      next,
    );
  },
);

/** With the comma that stands before all runs of an answer but the first. */
function runText(run: Run): Buffer {
  return Buffer.from(`,${withLongs(JSON.stringify(runShape(run)))}`);
}

const BEGIN = Buffer.from('{"runs":[');

/** @param runs as {@link runText} has them @param next token of the page behind them */
function answer([first, ...others]: readonly Buffer[], next: string | undefined): JsonText {
  if (first === undefined) return new JsonText('{}');
  const token = next === undefined ? '' : `,"next_page_token":${JSON.stringify(next)}`;
  return new JsonText(Buffer.concat([BEGIN, first.subarray(1), ...others, Buffer.from(`]${token}}`)]));
}

interface Asked {
  /** Of experiments. */
  ids: readonly string[];
  view: View;
  wanted: Wanted;
}

/** Of so few runs the first are found sooner by sorting them than by an order that is kept of all runs. */
const FEW = 1000;

/** All runs that can be wanted, and maybe others. */
function runsIn(state: State, { ids, view, wanted }: Asked): Iterable<Found<Run>> {
  const asked = new Set(ids);
  const lists = [...asked].map((id) => state.runsOf.get(id) ?? []);
  const all = lists.reduce((sum, { length }) => sum + length, 0);
  const few = fewest(state, wanted.clauses);
  const isFew = few !== undefined && few.size < all;
  const most = isFew ? few.size : all;
  const isAsked = (run: Run) => asked.has(run.experiment_id) && isShown(view, run.lifecycle);
  const first = most > FEW ? firstByMetric(state, { wanted, isAsked, most }) : undefined;
  return first ?? found(isFew ? few : newestFirst(lists), isAsked);
}

function* found(runs: Iterable<Run>, isAsked: (run: Run) => boolean): Generator<Found<Run>> {
  for (const run of runs) if (isAsked(run)) yield new FoundRun(run);
}

/** As most answers are to have them: of what is in order already, the least is sorted. */
function* newestFirst(lists: readonly (readonly Run[])[]): Generator<Run> {
  for (const runs of lists) for (let index = runs.length - 1; index >= 0; index--) yield runs[index] as Run;
}

interface ByMetric {
  wanted: Wanted;
  isAsked(run: Run): boolean;
  /** How many runs are looked at before it is given up. */
  most: number;
}

/**
 * Where runs are wanted in the order of a metric: as many that the conditions are true of as are needed, from the first on, and all
 * that have the same value as the last.
 * @returns undefined where it is another order, or so many are not found soon
 */
function firstByMetric(state: State, { wanted, isAsked, most }: ByMetric): Found<Run>[] | undefined {
  const { clauses, order, count } = wanted;
  const [key] = order;
  if (key?.entity !== 'metric') return undefined;
  const measured = state.runIndex.byMetric(key.key);
  const first: Found<Run>[] = [];
  let last: number | undefined;
  for (let at = 0; at < Math.min(most, measured.length); at++) {
    const { run, value } = measured[key.ascending ? at : measured.length - 1 - at] as Measured;
    if (first.length >= count && value !== last) return first;
    const one = new FoundRun(run);
    if (!isAsked(run) || !matches(clauses, one)) continue;
    first.push(one);
    last = value;
  }
  return undefined;
}

/** Of the tags and params that a filter has one value for, those runs that are fewest. */
function fewest(state: State, clauses: readonly Clause[]): ReadonlySet<Run> | undefined {
  let few: ReadonlySet<Run> | undefined;
  for (const { entity, key, operator, value } of clauses) {
    if (operator !== '=' || typeof value !== 'string' || (entity !== 'tag' && entity !== 'param')) continue;
    const found = state.runIndex.find(entity, key, value);
    if (few === undefined || found.size < few.size) few = found;
  }
  return few;
}

class FoundRun implements Found<Run> {
  constructor(readonly thing: Run) {}

  get(entity: Entity, key: string): Value | readonly string[] {
    const { thing: run } = this;
    switch (entity) {
      case 'metric':
        return run.curves.get(key)?.latest.value;
      case 'param':
        return run.params.get(key);
      case 'tag':
        return run.tags.get(key);
      case 'dataset':
        return run.datasets.flatMap((input) => datasetValues(input, key));
      case 'attribute':
        return runAttribute(run, key);
    }
  }
}

function datasetValues({ dataset, tags }: Run['datasets'][number], key: string): string[] {
  if (key !== 'context') return [key === 'name' ? dataset.name : dataset.digest];
  return tags.filter((tag) => tag.key === 'mlflow.data.context').map(({ value }) => value);
}

function runAttribute(run: Run, key: string): Value {
  switch (key) {
    case 'run_name':
      return run.name;
    case 'run_id':
    case 'status':
    case 'user_id':
    case 'artifact_uri':
    case 'start_time':
    case 'end_time':
      return run[key];
    default:
      return undefined;
  }
}

function tooMany(sent: unknown): string | undefined {
  return Number(sent) > RUNS.page.most
    ? `Invalid value ${Number(sent)} for parameter 'max_results' supplied:  Hint: Value was of type 'int'.`
    : undefined;
}

import type { Clause } from '../../core/query/filter.js';
import { RUNS } from '../../core/query/grammar.js';
import type { Entity, Value } from '../../core/query/subject.js';
import type { Run } from '../state/entities.js';
import type { State } from '../state/state.js';
import { endpoint } from './endpoint.js';
import { JsonText } from './json-text.js';
import { checkExperimentId } from './lookups.js';
import { list, text, whole } from './message.js';
import { type Found, search } from './search.js';
import { runShape } from './shapes.js';
import { isShown, VIEW, type View } from './view.js';

export const runSearchEndpoint = endpoint(
  'POST runs/search',
  {
    fields: {
      ...{ filter: text, max_results: whole, page_token: text },
      ...{ experiment_ids: list(text), run_view_type: VIEW, order_by: list(text) },
    },
    checks: [
      { field: 'experiment_ids', anyItems: true },
      ...['filter', { field: 'max_results', fault: tooMany }, 'order_by'],
    ],
  },
  ({ experiment_ids, run_view_type, ...request }, { state }) => {
    const among = (clauses: readonly Clause[]) =>
      runsIn(state, { ids: experiment_ids, view: run_view_type, clauses });
    const { items, next } = search(among, request, RUNS);
    for (const id of experiment_ids) checkExperimentId(id);
    return answer(
      items.map((run) => state.runIndex.textOf(run, runText)),
      next,
    );
  },
);

function runText(run: Run): string {
  return JSON.stringify(runShape(run));
}

/** @param runs JSON of each */
function answer(runs: readonly string[], next: string | undefined): JsonText {
  const fields = [
    ...(runs.length === 0 ? [] : [`"runs":[${runs.join()}]`]),
    ...(next === undefined ? [] : [`"next_page_token":${JSON.stringify(next)}`]),
  ];
  return new JsonText(`{${fields.join()}}`);
}

interface Asked {
  /** Of experiments. */
  ids: readonly string[];
  view: View;
  clauses: readonly Clause[];
}

/** All runs that the conditions could be true of, and maybe others. */
function* runsIn(state: State, { ids, view, clauses }: Asked): Generator<Found<Run>> {
  const asked = new Set(ids);
  const inThem = [...asked].map((id) => state.runsOf.get(id) ?? []);
  const few = fewest(state, clauses);
  if (few === undefined || few.size > inThem.reduce((sum, { length }) => sum + length, 0)) {
    // The newest first, as most answers are to have them: of what is in order already, the least is sorted.
    for (const runs of inThem)
      for (let index = runs.length - 1; index >= 0; index--) {
        const run = runs[index];
        if (run !== undefined && isShown(view, run.lifecycle)) yield new FoundRun(run);
      }
    return;
  }
  for (const run of few)
    if (asked.has(run.experiment_id) && isShown(view, run.lifecycle)) yield new FoundRun(run);
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

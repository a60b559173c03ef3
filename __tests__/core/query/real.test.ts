import { readFileSync } from 'node:fs';
import path from 'node:path';
import { matches, parseFilter } from '../../../src/core/query/filter.js';
import { type ModelOrderItem, parseModelOrder, parseOrder, sorted } from '../../../src/core/query/order.js';
import { QueryError } from '../../../src/core/query/query-error.js';
import { type Facts, FIXTURES, GRAMMARS, readSubjects, subjectOf } from './subjects.js';

/** A question and what a real MLflow answers to it; `make_cases.py` beside cases.json says how they were made. */
interface Case {
  search: string;
  filter: string;
  order_by?: string[] | ModelOrderItem[];
  datasets?: { dataset_name: string; dataset_digest?: string }[];
  found?: string[];
  error?: string;
}

const { cases } = JSON.parse(readFileSync(path.join(FIXTURES, 'cases.json'), 'utf8')) as { cases: Case[] };
const subjects = readSubjects();

/** Sentences that hold more than the fault. */
const VAGUE = [
  'Invalid clause(s) in filter string: ',
  'Search filter contained multiple expression ',
  'Invalid filter string: ',
  'Invalid comparison operator for ',
  'Invalid comparison: ',
  "Only the '{",
];
/** Where we do not do as MLflow does, and what we say instead. */
const OTHERWISE: Readonly<Record<string, string>> = {
  // MLflow looks for the empty key.
  'runs: metrics. > 1': 'Invalid clause(s) in filter string: ',
  // MLflow takes it for a word of SQL.
  'model-versions: version = 1': "Invalid attribute key 'version' specified.",
};

test.each(cases.map((one) => [`${one.search}: ${one.filter} ${JSON.stringify(one.order_by ?? '')}`, one]))(
  '%s',
  (_, one) => {
    const answer = answerTo(one);
    const beginning =
      OTHERWISE[`${one.search}: ${one.filter}`] ??
      (one.error === undefined ? undefined : beginningOf(one.error));
    if (beginning === undefined) expect(answer).toEqual(one.found);
    else expect(typeof answer === 'string' ? answer.slice(0, beginning.length) : answer).toBe(beginning);
  },
);

function answerTo({ search, filter, order_by = [], datasets = [] }: Case): string[] | string {
  const grammar = GRAMMARS[search];
  if (grammar === undefined) throw new Error(`no such search: ${search}`);
  try {
    const on = datasets.map(({ dataset_name, dataset_digest }) => ({
      name: dataset_name,
      digest: dataset_digest,
    }));
    const clauses = parseFilter(filter, grammar, on);
    const order =
      search === 'logged-models'
        ? parseModelOrder(order_by as ModelOrderItem[], grammar)
        : parseOrder(order_by as string[], grammar);
    const found = (subjects[search] ?? []).map(subjectOf).filter((subject) => matches(clauses, subject));
    return sorted(found, order).map(({ facts }) => nameOf(search, facts));
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return error.message;
  }
}

function nameOf(search: string, { attributes = {} }: Facts): string {
  if (search === 'model-versions') return `${attributes['name']}/${attributes['version_number']}`;
  const key = { runs: 'run_id', experiments: 'experiment_id', 'logged-models': 'model_id' }[search] ?? 'name';
  return String(attributes[key]);
}

/**
 * The sentence without what may differ: the order of a set is random in MLflow, and how it cuts up what it does not understand,
 * and quotes it, is nothing to rely on.
 */
function beginningOf(message: string): string {
  const vague = VAGUE.find((beginning) => message.startsWith(beginning));
  return vague ?? message.replace(/(?: not one of | Valid keys are )'\{.*/s, '');
}

import fc from 'fast-check';
import { matches, parseFilter } from '../../../src/core/query/filter.js';
import { LOGGED_MODELS, REGISTERED_MODELS, RUNS } from '../../../src/core/query/grammar.js';
import { QueryError } from '../../../src/core/query/query-error.js';
import { GRAMMARS, subjectOf } from './subjects.js';

const SEED = 20_261_129;
const LONG = 64_000;

function faultOf(filter: string, grammar = RUNS): QueryError {
  try {
    parseFilter(filter, grammar);
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
  throw new Error('nothing is wrong with it');
}

test('a clause says what it asks, for whoever can look it up', () => {
  const clauses = parseFilter(
    'attr.created >= 5 AND run_id in (\'a\', "b") AND tags.`a b` Is Not  Null',
    RUNS,
  ).map(({ isTrueOf: _, ...clause }) => clause);
  expect(clauses).toEqual([
    { entity: 'attribute', key: 'start_time', operator: '>=', value: 5, position: 0 },
    { entity: 'attribute', key: 'run_id', operator: 'IN', value: ['a', 'b'], position: 22 },
    { entity: 'tag', key: 'a b', operator: 'IS NOT NULL', value: null, position: 47 },
  ]);
});

test.each([
  ["status = 'x' OR status = 'y'", 13, 'Join conditions with AND, there is no OR'],
  ['metrics.f1-score > 1', 0, 'Put the key in backticks, such as metrics.`f1-score`'],
  ["metrics.acc > '1'", 14, 'Write a number without quotes'],
  ['params.lr = 0.1', 12, "Put the value in quotes: '0.1'"],
  ['status = FINISHED', 9, "Put the value in quotes: 'FINISHED'"],
  ["tags.a = 'open", 9, "Close the '"],
  ["status = 'a' AND (run_id = 'b')", 17, 'Leave out the parentheses'],
  ["tags.a > 'b'", 0, 'Use one of =, !=, LIKE, ILIKE, IS NULL, IS NOT NULL here'],
  ["run_id IN 'a'", 10, "Write a list of quoted values, such as ('a', 'b')"],
  ["run_id IN ('a' 'b')", 15, "Write quoted values with commas between them, such as ('a', 'b')"],
  ["run_id = ('a')", 0, 'Use one of =, !=, LIKE, ILIKE, IN, NOT IN here'],
  ["status = 'x'; status = 'y'", 12, 'Join the conditions with AND'],
  ["foo.x = 'y'", 0, 'Begin the name with one of attribute, attributes, attr, run, metric'],
  ['  ', 0, 'Leave the filter out to find everything'],
])('%j is mended at %d: %s', (filter, position, mend) => {
  const fault = faultOf(filter);
  expect(fault.position).toBe(position);
  expect(fault.message).toContain(`. At character ${position + 1}: ${mend}`);
});

test('of a key that is not set nothing is true, and of several values one is enough', () => {
  const subject = subjectOf({
    attributes: { run_id: 'a' },
    datasets: [
      { name: 'x', digest: '1' },
      { name: 'y', digest: '2' },
    ],
  });
  const isFound = (filter: string) => matches(parseFilter(filter, RUNS), subject);
  expect(isFound("tags.t != 'x'")).toBe(false);
  expect(isFound('end_time != 1')).toBe(false);
  expect(isFound("dataset.name = 'x' AND dataset.name != 'x'")).toBe(true);
  expect(isFound("dataset.name NOT IN ('x', 'y')")).toBe(false);
  expect(isFound("dataset.context = 'x'")).toBe(false);
});

test('an empty filter finds everything but prompts', () => {
  expect(parseFilter('', RUNS)).toEqual([]);
  const clauses = parseFilter('', REGISTERED_MODELS);
  expect(matches(clauses, subjectOf({ tags: {} }))).toBe(true);
  expect(matches(clauses, subjectOf({ tags: { 'mlflow.prompt.is_prompt': 'true' } }))).toBe(false);
});

test('keys of logged models need no backticks for a dash, and values no quotes', () => {
  const model = subjectOf({ params: { 'a/b-c': '-1', d: 'x' }, measured: [] });
  expect(
    matches(parseFilter("params.a/b-c = '-1' AND params.a/b-c = -1 AND params.d = x", LOGGED_MODELS), model),
  ).toBe(true);
});

test('AND is no value, also where a value needs no quotes', () => {
  expect(faultOf("params.x = AND params.y = 'z'", LOGGED_MODELS).message).toContain(
    'At character 12: Write a value behind the operator',
  );
});

test.each([
  ['quotes', "'".repeat(LONG)],
  ['quotes within a value', `tags.a = '${"''".repeat(LONG / 2)}`],
  ['escaped quotes', `tags.a = '${"\\'".repeat(LONG / 2)} x`],
  ['backticks', `tags.${'`'.repeat(LONG)}`],
  ['parentheses', '('.repeat(LONG)],
  ['a list of parentheses', `run_id IN ${'('.repeat(LONG / 2)}${')'.repeat(LONG / 2)}`],
  ['a list that is open', `run_id IN (${"'a',".repeat(LONG / 4)}`],
  ['digits', `metrics.a > ${'9'.repeat(LONG)}x`],
  ['points', `metrics${'.a'.repeat(LONG / 2)} ! 1`],
  ['blanks', `tags.a NOT${' '.repeat(LONG)}x`],
  ['signs', '<'.repeat(LONG)],
  ['clauses', "tags.a='x' AND ".repeat(LONG / 15)],
  ['more than can be read', 'x'.repeat(100_000)],
  ['a pattern', `tags.a LIKE '%${'_'.repeat(LONG)}%'`],
])('%s without end are refused in few words', (_, filter) => {
  for (const grammar of Object.values(GRAMMARS)) {
    expect(faultOf(filter, grammar).message.length).toBeLessThan(1_200);
  }
});

test('a thousand clauses are followed', () => {
  const filter = Array.from({ length: 1_000 }, (_, index) => `tags.t${index} = 'x'`).join(' AND ');
  expect(parseFilter(filter, RUNS)).toHaveLength(1_000);
});

test('whatever is written is read or refused, and nothing else', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "'",
      '"',
      '`',
      '(',
      ')',
      '.',
      ',',
      ';',
      ' ',
      '\n',
      'AND',
      'IN',
      'NOT',
      'LIKE',
      'IS NULL',
      '=',
    ),
    fc.constantFrom(
      'tags',
      'metrics',
      'name',
      'run_id',
      "'a'",
      '1',
      '-',
      '\\',
      '%',
      '>',
      '😀',
      '\ud83d',
      'é',
    ),
    fc.string({ maxLength: 3 }),
  );
  const filter = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(filter, fc.constantFrom(...Object.values(GRAMMARS)), (text, grammar) => {
      try {
        matches(parseFilter(text, grammar), subjectOf({ measured: [] }));
      } catch (error) {
        expect(error).toBeInstanceOf(QueryError);
      }
    }),
    { seed: SEED, numRuns: 5_000 },
  );
});

test('datasets of a search for logged models hold for each condition on a metric, or for any metric', () => {
  const model = subjectOf({
    attributes: { name: 'x' },
    measured: [
      { key: 'acc', value: 1, timestamp: 1, step: 0, name: 'iris', digest: 'd' },
      { key: 'acc', value: 2, timestamp: 1, step: 0 },
    ],
  });
  const isFound = (filter: string, name: string) =>
    matches(parseFilter(filter, LOGGED_MODELS, [{ name }]), model);
  expect(isFound('', 'iris')).toBe(true);
  expect(isFound('', 'wine')).toBe(false);
  expect(isFound("name = 'x'", 'wine')).toBe(false);
  expect(isFound('metrics.acc = 1', 'iris')).toBe(true);
  expect(isFound('metrics.acc = 2', 'iris')).toBe(false);
});

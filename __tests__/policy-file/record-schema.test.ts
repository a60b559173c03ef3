import { UserError } from '../../src/core/errors.js';
import type { RunRecord } from '../../src/core/generated/types.js';
import { parseRecordSchema, recordProblems } from '../../src/policy-file/record-schema.js';
import { policy, run } from '../core/policy/support.js';

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';

/** `pointer problem` of all places where a run does not fit. */
async function problems(schema: object, record: RunRecord = run()): Promise<string[]> {
  const parsed = await parseRecordSchema(JSON.stringify(schema), 's.json', 's.json');
  const found = await recordProblems({ ...policy({}), record: parsed }, [record]);
  return (found ?? []).map(({ pointer, problem }) => `${pointer} ${problem}`);
}

async function faultOf(text: string): Promise<string> {
  const error = await parseRecordSchema(text, 's.json', 's.json at abc').catch((caught: unknown) => caught);
  if (!(error instanceof UserError)) throw new Error('no fault');
  const [fault] = error.faults;
  expect(fault?.code).toBe('E_POLICY_INVALID');
  return `${fault?.where}: ${fault?.what}. ${fault?.mend}`;
}

test('a policy without a schema of its own has no problems to tell', async () => {
  expect(await recordProblems(policy({}), [run()])).toBeNull();
});

test.each([undefined, DRAFT_07, 'https://json-schema.org/draft/2020-12/schema'])(
  'every place that does not fit is told with its pointer (%s)',
  async ($schema) => {
    const schema = {
      $schema,
      type: 'object',
      properties: {
        experiment: { enum: ['a', 'b'] },
        inputs: {
          properties: { params: { required: ['lr', 'a/b'], properties: { lr: { maximum: 0.01 } } } },
        },
        tags: { required: ['owner'] },
      },
    };
    expect((await problems(schema)).sort()).toEqual([
      '/experiment must be one of "a", "b"',
      '/inputs/params/a~1b is missing',
      '/inputs/params/lr must be <= 0.01',
      '/tags/owner is missing',
    ]);
    expect(await problems(schema, run({}, { experiment: 'a', tags: { owner: 'x' } }))).not.toContain(
      '/tags/owner is missing',
    );
  },
);

test('each draft means its own: items as a list is of draft-07, prefixItems of 2020-12', async () => {
  const stderr_tail = (items: object) => ({
    properties: { command: { properties: { stderr_tail: { minItems: 1, ...items } } } },
  });
  const record = { ...run(), command: { ...run().command, stderr_tail: ['a', 'b'] } };
  const first = { const: 'x' };
  expect(await problems(stderr_tail({ prefixItems: [first] }), record)).toHaveLength(1);
  expect(await problems({ $schema: DRAFT_07, ...stderr_tail({ items: [first] }) }, record)).toHaveLength(1);
});

test('several runs are told apart', async () => {
  const schema = { properties: { status: { const: 'FINISHED' } } };
  const record = await parseRecordSchema(JSON.stringify(schema), 's.json', 's.json');
  const bad = { ...run({}, { status: 'FAILED' }), run_id: '1'.repeat(32) };
  expect(await recordProblems({ ...policy({}), record }, [run(), bad])).toEqual([
    { run_id: bad.run_id, pointer: '/status', problem: 'must be "FINISHED"' },
  ]);
});

test.each([
  ['no JSON', '{', /s\.json at abc: .* is not JSON/],
  ['no object', '[]', /no JSON object/],
  ['a type that is none', '{"type": "nothing"}', /cannot be used: .*type/],
  ['a misspelt keyword', '{"requird": ["a"]}', /unknown keyword: "requird"/],
  ['a reference to elsewhere', '{"$ref": "https://example.com/a.json"}', /nothing is fetched/],
  ['a reference to a file', '{"$ref": "other.json"}', /nothing is fetched/],
  ['a draft called as something of every object is', '{"$schema": "constructor"}', /draft-07/],
  ['a draft of another time', '{"$schema": "http://json-schema.org/draft-04/schema#"}', /draft-07/],
  ['an expression that is none', '{"properties": {"a": {"pattern": "("}}}', /cannot be used/],
  ['a promise', '{"$async": true}', /\$async/],
  ['very deep', `${'{"not":'.repeat(100)}{}${'}'.repeat(100)}`, /deeper than 64/],
  ['very large', `{"title": "${'x'.repeat(1_100_000)}"}`, /larger than 1 MiB/],
])('%s is a fault with its place', async (_, text, says) => {
  expect(await faultOf(text)).toMatch(says);
});

test('what other tools leave in a schema is let be', async () => {
  const schema = { 'x-team': 'growth', properties: { tags: { 'x-order': 1, title: 'T', format: 'date' } } };
  expect(await problems({ ...schema, $defs: { a: { discriminator: { propertyName: 'b' } } } })).toEqual([]);
});

test('an expression that would take for ever does not, and the record does not pass', async () => {
  const schema = { properties: { tags: { properties: { owner: { pattern: '^(a+)+$' } } } } };
  const record = run({}, { tags: { owner: `${'a'.repeat(60)}!` } });
  const started = performance.now();
  expect(await problems(schema, record)).toEqual([' could not be checked: it takes longer than 2 seconds']);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('a schema without end ends, and the record does not pass', async () => {
  const end = '{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}';
  expect(await faultOf(end)).toMatch(/cannot be used/);
  const a = { anyOf: [{ $ref: '#/$defs/b' }] };
  const found = await problems({ $ref: '#/$defs/a', $defs: { a, b: { $ref: '#/$defs/a' } } });
  expect(found).toEqual([expect.stringMatching(/^ could not be checked: /)]);
});

test('the record is not changed by defaults of the schema', async () => {
  const record = run();
  const before = structuredClone(record);
  await problems({ properties: { tags: { properties: { owner: { default: 'x' } } } } }, record);
  expect(record).toEqual(before);
});

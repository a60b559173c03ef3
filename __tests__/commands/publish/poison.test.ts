import type { EvidenceFiles } from '../../../src/collect/evidence/evidence-zip.js';
import { parseEvidence, requireOwn } from '../../../src/commands/publish/check.js';
import { withRefused } from '../../../src/commands/publish/refused.js';
import { UserError } from '../../../src/core/errors.js';
import { KEYS_LIMIT } from '../../../src/core/flatten.js';
import type { Amendment, RunRecord } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { TAGS_LIMIT } from '../../../src/core/key-values.js';
import { POINTS_LIMIT } from '../../../src/core/series.js';
import { type Decode, recordDecoder } from '../../../src/ledger/read/json-record.js';
import { runDecoder } from '../../../src/ledger/read/records.js';
import { statusDescription } from '../../../src/report/gate/status.js';
import { gateSummary } from '../../../src/report/gate/summary.js';
import { only, readLedger } from '../../e2e/support.js';
import { DAY, datasetOf, idAt, runRecord } from '../../ledger/fixtures.js';
import { gateView } from '../../report/gate/views.js';
import { GIF, JPEG, pngOf, SVG, WEBP } from '../../support/pictures.js';
import { makeZip } from '../../support/zip-writer.js';
import { PublishSetup } from './setup.js';

const ID = idAt(DAY);
let decode: Decode<RunRecord>;
let decodeAmendment: Decode<Amendment>;
beforeAll(async () => {
  decodeAmendment = await recordDecoder('amendment');
  decode = await runDecoder();
});

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.faults.map(({ code, what }) => `${code}: ${what}`).join();
  }
  return 'none';
}

const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${key}`, 'x']));
const sound = canonicalJson(runRecord(ID));
const parse = (files: Partial<EvidenceFiles>) =>
  parseEvidence(
    { record: Buffer.from(sound), series: null, amendment: null, pictures: [], ...files },
    { runId: ID, decode, decodeAmendment },
  );
const changed = (changes: object) => Buffer.from(canonicalJson({ ...runRecord(ID), ...changes }));

test('a sound record is taken', () => {
  expect(parse({})).toEqual({ record: runRecord(ID), series: [], amendment: null, pictures: [] });
});

test.each<[string, Buffer, RegExp]>([
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d, 0x0a]), /is not UTF-8/],
  ['no JSON', Buffer.from('{"schema": }\n'), /is not JSON/],
  ['nothing', Buffer.alloc(0), /is not JSON/],
  ['a list', Buffer.from('[]\n'), /no JSON object/],
  ['a bomb of brackets', Buffer.from('['.repeat(1_000_000)), /deeper than 64/],
  [
    'another schema',
    changed({ schema: 'lineage-gate/model-event/v1' }),
    /where lineage-gate\/run\/v1 is read/,
  ],
  ['an unknown key', changed({ registered: true }), /does not fit its schema/],
  ['a wrong type', changed({ status: 'APPROVED' }), /does not fit its schema/],
  ['a missing key', changed({ context: undefined }), /does not fit its schema/],
  ['not canonical', Buffer.from(JSON.stringify(runRecord(ID))), /not in canonical form/],
  ['a second key', Buffer.from(sound.replace('{\n', '{\n  "command": 1,\n')), /not in canonical form/],
  [
    '__proto__',
    Buffer.from(sound.replace('"tags": {}', '"tags": {\n    "__proto__": "x"\n  }')),
    /__proto__/,
  ],
  ['another run', changed({ run_id: idAt(DAY, 7) }), /is the record of another run/],
  ['no run id', changed({ run_id: '../../../x' }), /does not fit its schema/],
  [
    'more params than track keeps',
    changed({ inputs: { ...runRecord(ID).inputs, params: numbered(KEYS_LIMIT + 1) } }),
    /does not fit its schema/,
  ],
  ['more tags than track keeps', changed({ tags: numbered(TAGS_LIMIT + 1) }), /does not fit its schema/],
  [
    'a dataset twice',
    changed({ inputs: { ...runRecord(ID).inputs, datasets: [1, 1].map((v) => datasetOf('a', `${v}`)) } }),
    /has the dataset "a=1" twice/,
  ],
])('refused record: %s', (_, record, problem) => {
  expect(problemOf(() => parse({ record }))).toMatch(
    /^E_EVIDENCE_INVALID: The evidence holds a record that /,
  );
  expect(problemOf(() => parse({ record }))).toMatch(problem);
});

const point = (changes: object = {}) =>
  `${JSON.stringify({ key: 'loss', value: 1, step: 1, at: null, ...changes })}\n`;

test('sound curves are taken', () => {
  const series = `${point()}${point({ value: '-Infinity', step: null, at: '2026-11-21T09:30:00Z' })}`;
  expect(parse({ series: Buffer.from(series) }).series).toHaveLength(2);
  expect(parse({ series: Buffer.alloc(0) }).series).toEqual([]);
});

test.each<[string, string | Buffer]>([
  ['bytes that are not UTF-8', Buffer.from([0xff, 0x0a])],
  ['a last line that breaks off', point().trim()],
  ['an empty line', '\n'],
  ['no JSON', 'loss,1,1\n'],
  ['another key', '{"key":"loss","value":1,"step":1,"at":null,"x":1}\n'],
  ['__proto__', '{"__proto__":{},"key":"loss","value":1,"step":1,"at":null}\n'],
  ['a key that is none', point({ key: {} })],
  ['an empty key', point({ key: '' })],
  ['a long key', point({ key: 'k'.repeat(251) })],
  ['a key of two lines', point({ key: 'a\n::error::b' })],
  ['a value that is a text', point({ value: '<img>' })],
  ['a value beyond all numbers', '{"key":"loss","value":1e999,"step":1,"at":null}\n'],
  ['half a step', point({ step: 0.5 })],
  ['a time that is none', point({ at: 'yesterday' })],
  ['a bomb of brackets', `${'['.repeat(1_000_000)}\n`],
  ['a fault behind many sound lines', `${point().repeat(1000)}x\n`],
  ['more points than track keeps', point().repeat(POINTS_LIMIT + 1)],
  [
    'more metrics than track keeps',
    Array.from({ length: KEYS_LIMIT + 1 }, (_, key) => point({ key: `k${key}` })).join(''),
  ],
])('refused curves: %s', (_, series) => {
  const problem = problemOf(() => parse({ series: Buffer.from(series) }));
  expect(problem).toMatch(/^E_EVIDENCE_INVALID: The evidence has training curves/);
});

const picture = (name: string, bytes: Buffer = pngOf()) => ({ name, bytes });

test('sound pictures are taken', () => {
  const pictures = [
    picture('a%20b.png'),
    picture('b.jpg', JPEG),
    picture('c.gif', GIF),
    picture('d.webp', WEBP),
  ];
  expect(parse({ pictures }).pictures).toBe(pictures);
});

test.each<[string, { name: string; bytes: Buffer }[], RegExp]>([
  ['a page named .png', [picture('a.png', Buffer.from('<html>'))], /`a\.png` that is no PNG/],
  ['an SVG named .png', [picture('a.png', SVG)], /`a\.png` that is no PNG/],
  ['an SVG', [picture('a.svg', SVG)], /a name that a ledger does not take/],
  ['nothing', [picture('a.png', Buffer.alloc(0))], /is no PNG/],
  ['a header that breaks off', [picture('a.png', pngOf().subarray(0, 7))], /is no PNG/],
  ['sound that is like WebP', [picture('a.webp', Buffer.from('RIFF\0\0\0\0WAVE'))], /is no PNG/],
  ['another kind than its name says', [picture('a.png', JPEG)], /`a\.png` that is a jpg/],
  ['2 MiB', [picture('a.png', Buffer.concat([pngOf(), Buffer.alloc(2 << 20)]))], /has 2097\d+ bytes/],
  ['5 of them', [1, 2, 3, 4, 5].map((n) => picture(`${n}.png`)), /holds 5 pictures, and 4 are the most/],
  ['a way out', [picture('../x.png')], /a name that a ledger does not take/],
  ['a name in two cases', [picture('a.png'), picture('A.png')], /two pictures `A\.png`/],
])('refused pictures: %s', (_, pictures, problem) => {
  expect(problemOf(() => parse({ pictures }))).toMatch(/^E_EVIDENCE_INVALID: The evidence /);
  expect(problemOf(() => parse({ pictures }))).toMatch(problem);
});

describe('against the workflow run', () => {
  const DAY_MS = 86_400_000;
  const time = (ms: number) => new Date(ms).toISOString();
  const facts = (createdAt: number) =>
    ({ run: { id: 5, headSha: 'a'.repeat(40), createdAt: time(createdAt) } }) as Parameters<
      typeof requireOwn
    >[1];
  const record = (id: number, changes: Partial<RunRecord> = {}): RunRecord => {
    const base = runRecord(idAt(id), { started_at: time(id), ended_at: time(id), ...changes });
    const code = { commit: 'a'.repeat(40) } as RunRecord['inputs']['code'];
    return {
      ...base,
      inputs: { ...base.inputs, code: 'inputs' in changes ? base.inputs.code : code },
      context: { ...base.context, ci_run_id: '5', ...changes.context },
    };
  };
  const own = (one: RunRecord, handedOver = DAY + 60_000) =>
    problemOf(() => requireOwn(one, facts(DAY), handedOver));

  test('its own is taken, also when the clocks differ a little', () => {
    expect(own(record(DAY))).toBe('none');
    expect(own(record(DAY - DAY_MS + 1000))).toBe('none');
    expect(own(record(DAY + 5 * 60_000))).toBe('none');
  });

  const inputs = runRecord(ID).inputs;
  const other = { commit: 'b'.repeat(40) } as RunRecord['inputs']['code'];
  test.each<[string, RunRecord, RegExp]>([
    ['another commit', record(DAY, { inputs: { ...inputs, code: other } }), /of commit `bbbbbbbbbbbb`, and/],
    ['no code', record(DAY, { inputs }), /is of no commit/],
    [
      'another workflow run',
      record(DAY, { context: { ...runRecord(ID).context, ci_run_id: '6' } }),
      /than 5/,
    ],
    ['no workflow run', record(DAY, { context: runRecord(ID).context }), /than 5/],
    ['a back-dated id', record(DAY - DAY_MS - 1000), /dated outside .* run id/],
    ['an id from the future', record(DAY + 7 * 60_000), /dated outside .* run id/],
    ['an id from the end of time', record(2 ** 48 - 1), /dated outside .* run id/],
    ['a back-dated begin', record(DAY, { started_at: time(DAY - 2 * DAY_MS) }), /by its started_at/],
    ['an end in the future', record(DAY, { ended_at: time(DAY + DAY_MS) }), /by its ended_at/],
    ['a begin that is no day', record(DAY, { started_at: '2026-99-99T99:99:99Z' }), /by its started_at/],
  ])('refused: %s', (_, one, problem) => {
    expect(own(one)).toMatch(/^E_EVIDENCE_INVALID: /);
    expect(own(one)).toMatch(problem);
  });
});

describe('beside sound evidence', () => {
  let setup: PublishSetup;
  beforeEach(async () => {
    setup = await PublishSetup.start();
  });
  afterEach(() => setup.close());

  test('each poisoned artifact is refused for its own reason, and all that is sound is recorded', async () => {
    const trigger = await setup.world.pullRequest({ fork: true });
    const records = [1, 2, 3].map(() => setup.record(trigger));
    const bad = () => setup.record(trigger).run_id;
    setup.hand(trigger, records[0] ?? setup.record(trigger));
    setup.upload(trigger, bad(), Buffer.from('garbage'));
    setup.upload(trigger, bad(), makeZip([{ name: '../../x', bytes: 'x' }]));
    setup.upload(trigger, '../x', makeZip([]));
    const page = { name: 'a.png', bytes: Buffer.from('<script>') };
    setup.hand(trigger, setup.record(trigger), { pictures: [page] });
    setup.upload(trigger, '', makeZip([]), { name: 'lineage-evidence-`<!--@octocat' });
    setup.hand(trigger, { ...setup.record(trigger), run_id: idAt(DAY - 3 * 86_400_000) });
    setup.upload(trigger, bad(), Buffer.from('x'), { sizeBytes: 1 << 30 });
    setup.upload(trigger, bad(), Buffer.alloc(1), { digest: `sha256:${'0'.repeat(64)}` });
    setup.hand(trigger, records[1] ?? setup.record(trigger));
    setup.hand(trigger, records[2] ?? setup.record(trigger));
    const done = await setup.publish(trigger);
    const { runs, log } = await readLedger(setup.world);
    expect(runs.map(({ run_id }) => run_id)).toEqual(done.run_ids);
    expect(runs.map((run) => run.evidence_id).sort()).toEqual(records.map(({ run_id }) => run_id));
    expect(log).toHaveLength(1);
    const problems = PublishSetup.problems(done).join('\n');
    for (const reason of [
      /no sound zip/,
      /named `\.\.\/\.\.\/x`/,
      /is named after no run id/,
      /dated outside/,
      /has a picture `a\.png` that is no PNG, JPEG, GIF or WebP by its content/,
    ]) {
      expect(problems).toMatch(reason);
    }
    expect(problems).toMatch(/has 1073741824 bytes, and 54591488 are the most/);
    expect(problems).toMatch(/E_GITHUB_API: .*could not be downloaded whole/);
    expect(done.refused).toHaveLength(8);
  });

  test('evidence that is too much together: as much of it as fits, whatever comes first', async () => {
    const trigger = await setup.world.push();
    for (let made = 0; made < 9; made += 1) {
      setup.upload(trigger, setup.record(trigger).run_id, Buffer.from(''), { sizeBytes: 33_000_000 });
    }
    const sound = setup.record(trigger);
    setup.hand(trigger, sound);
    const done = await setup.publish(trigger);
    expect(done.run_ids).toEqual([sound.run_id]);
    const problems = PublishSetup.problems(done);
    expect(only(problems.filter((one) => one.includes('above 268435456 bytes')))).toBeDefined();
  });

  test('more evidence than is read at once: the rest is refused and named', async () => {
    const trigger = await setup.world.push();
    for (let made = 0; made < 501; made += 1)
      setup.upload(trigger, setup.record(trigger).run_id, Buffer.from(''));
    for (const artifact of setup.state.artifacts.values()) artifact.expired = true;
    const problems = PublishSetup.problems(await setup.publish(trigger));
    expect(only(problems.filter((one) => /that of more than 500 runs/.test(one)))).toBeDefined();
    expect(problems).toHaveLength(501);
  }, 60_000);

  test('a verdict with refused evidence fails, says so, and shows no foreign text as more than text', async () => {
    const trigger = await setup.world.push();
    const name = 'lineage-evidence-<img src=x>@octocat`|#1';
    setup.upload(trigger, '', makeZip([]), { name });
    const { refused } = await setup.publish(trigger);
    const view = gateView();
    const nothing = { case: 'not-applicable', verdict: 'pass', judgements: [], changed_files: 3 } as const;
    const result = withRefused(nothing as unknown as Parameters<typeof withRefused>[0], refused);
    expect(result).toMatchObject({ case: 'judged', verdict: 'fail', changed_files: null });
    const failing = { ...view, case: result.case, judgements: result.judgements };
    expect(statusDescription(failing)).toBe(
      'handed-over evidence does not pass: The evidence is named after no run id (artifact lineage-evidence-?img?src?x??octocat???1)',
    );
    const summary = gateSummary(failing);
    expect(summary).toContain('is named after no run id');
    for (const poison of ['<img', '@octocat', '#1`']) expect(summary).not.toContain(poison);
    expect(withRefused(result, [])).toBe(result);
  });
});

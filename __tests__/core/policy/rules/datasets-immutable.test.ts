import type { Dataset } from '../../../../src/core/compare/digests.js';
import type { PolicyFile, RunRecord } from '../../../../src/core/generated/types.js';
import type { EarlierUse } from '../../../../src/core/policy/judged.js';
import { codeAt, DAY, datasetOf, idAt } from '../../../ledger/fixtures.js';
import { baseBranch, judged, policy, run, told } from '../support.js';

const D = (digit: string) => `sha256:${digit.repeat(64)}`;
const orders = (digit: string, facts: Partial<Dataset> = {}): Dataset => ({
  ...datasetOf('orders', 'v2.1', D(digit)),
  ...{ scheme: 'file' as const, path: 'data/orders.csv', size_bytes: 120 },
  ...facts,
});

/** A run of a minute of a day, on these datasets. */
function on(minute: number, datasets: Dataset[], inputs: Partial<RunRecord['inputs']> = {}): RunRecord {
  const code = { ...codeAt('abcdef0123456789'), ref: 'refs/heads/main' };
  return run(
    { auc: 0.9 },
    { run_id: idAt(DAY + minute * 60_000), inputs: { datasets, code, params: {}, seeds: {}, ...inputs } },
  );
}

const defining = (minute: number, ...datasets: Dataset[]): EarlierUse => ({
  run: on(minute, datasets),
  defines: true,
});
const other = (minute: number, ...datasets: Dataset[]): EarlierUse => ({
  run: on(minute, datasets),
  defines: false,
});

function judge(runs: RunRecord[], earlier_uses: EarlierUse[], rules: Omit<PolicyFile, 'version'> = {}) {
  return judged(policy(rules), { runs, earlier_uses });
}

const NOW = [on(50, [orders('b', { size_bytes: 118 })])];

test('another content than the base branch had is an error with both digests, sizes, the file, the run and a new version', () => {
  const found = judge(NOW, [defining(1, orders('a'))]);
  const id = idAt(DAY + 60_000);
  expect(found).toMatchObject({
    verdict: 'fail',
    findings: [{ rule: 'datasets.immutable', severity: 'error', subject: 'orders=v2.1' }],
  });
  expect(found.findings[0]?.message).toBe(
    'The dataset `orders=v2.1` is `sha256:bbbbbbbbbbbb` (118 bytes), and was `sha256:aaaaaaaaaaaa` (120 bytes) ' +
      `in run ${id} (\`main\`, commit \`abcdef0\`, 2026-11-21), which had it first; what differs is \`data/orders.csv\``,
  );
  expect(found.findings[0]?.mend).toContain('e.g. `orders=v2.2 data/orders.csv`');
});

test.each([
  ['the same content', [defining(1, orders('b'))], []],
  ['the same content, and a later mistake', [defining(1, orders('b')), defining(2, orders('a'))], []],
  ['the later mistake itself', [defining(1, orders('a')), defining(2, orders('b'))], ['error']],
  [
    'the same as in the base branch, other than in a change',
    [other(1, orders('a')), defining(2, orders('b'))],
    [],
  ],
  [
    'other than in the base branch, as in a change before',
    [other(1, orders('b')), defining(2, orders('a'))],
    ['error'],
  ],
  ['other than in a change before', [other(1, orders('a'))], ['warning']],
  ['other than in a change since', [other(55, orders('a'))], []],
  ['other than in the base branch since', [defining(55, orders('a'))], ['error']],
  ['another version', [defining(1, orders('a', { version: 'v2' }))], []],
  ['another name', [defining(1, orders('a', { name: 'users' }))], []],
  ['a run whose data changed meanwhile', [defining(1, orders('a', { changed_during_run: true }))], []],
  ['a digest of another scheme', [defining(1, orders('a', { scheme: 'folder-2' }))], []],
  [
    'one of another scheme, and one of the same',
    [defining(1, orders('a', { scheme: 'folder-2' })), defining(2, orders('a'))],
    ['error'],
  ],
  ['nothing that is known of the bytes', [defining(1, orders('a', { digest: null }))], []],
  ['no runs', [], []],
] as const)('%s', (_, uses, severities) => {
  expect(judge(NOW, [...uses]).findings.map(({ severity }) => severity)).toEqual(severities);
});

test('the policy says how grave it is, for one model too; the word of other runs stays a warning', () => {
  const uses = [defining(1, orders('a'))];
  expect(told(judge(NOW, uses, { datasets: { immutable: 'warning' } }))).toEqual([
    'datasets.immutable warning',
  ]);
  expect(told(judge(NOW, uses, { datasets: { immutable: 'off' } }))).toEqual([]);
  const models = { 'clf_*': { datasets: { immutable: 'off' as const } } };
  expect(told(judge(NOW, uses, { models }))).toEqual([]);
  const changes = [other(1, orders('a'))];
  expect(told(judge(NOW, changes, { datasets: { immutable: 'error' } }))).toEqual([
    'datasets.immutable warning',
  ]);
});

test.each([
  ['datasets.immutable', 2],
  ['datasets.*', 2],
  ['datasets.immutable/orders=v2.1', 1],
  ['datasets.immutable/orders=*', 1],
  ['datasets.immutable/orders=v2', 0],
  ['orders=v2.1', 0],
])('a waiver for %s lets %i of two pass', (rule, waived) => {
  const users = (digit: string) => orders(digit, { name: 'users' });
  const waivers = [{ rule, reason: 'moved', by: 'alice', expires: '2999-12-31' }];
  const runs = [on(50, [orders('b'), users('b')])];
  const found = judge(runs, [defining(1, orders('a'), users('a'))], { waivers });
  expect(found.waived).toHaveLength(waived);
  expect(found.findings).toHaveLength(2 - waived);
});

test('of data that changed while the judged run went on, each reading that is known must be the same', () => {
  const during = (begin: string | null, end: string, own = end) => {
    const changed = [
      {
        kind: 'dataset' as const,
        name: 'orders',
        path: 'data/orders.csv',
        begin: begin && D(begin),
        end: D(end),
      },
    ];
    const uses = [defining(1, orders('a'))];
    const rules = { run: { inputs_changed: 'off' as const } };
    const runs = [on(50, [orders(own, { changed_during_run: true, size_bytes: 7 })], { changed })];
    const { findings } = judge(runs, uses, rules);
    return findings.map(({ severity, message }) => `${severity}: ${/is (.*), and was/.exec(message)?.[1]}`);
  };
  const [b, c] = ['`sha256:bbbbbbbbbbbb`', '`sha256:cccccccccccc`'];
  const [atBegin, atEnd] = ['at the beginning of the run', 'at the end of the run'];
  expect(during('b', 'c')).toEqual([`error: ${c} (7 bytes) ${atEnd}`]);
  expect(during('a', 'c')).toEqual([`error: ${c} (7 bytes) ${atEnd}`]);
  expect(during('c', 'a')).toEqual([`error: ${c} ${atBegin}`]);
  expect(during(null, 'c')).toEqual([`error: ${c} (7 bytes) ${atEnd}`]);
  expect(during(null, 'a')).toEqual([]);
  // On a laptop what was there at the beginning counts.
  expect(during('b', 'a', 'b')).toEqual([`error: ${b} (7 bytes) ${atBegin}`]);
});

test('where nothing is told of the readings of changed data, the one of the record counts', () => {
  const rules = { run: { inputs_changed: 'off' as const } };
  const one = (digit: string) =>
    told(judge([on(50, [orders(digit, { changed_during_run: true })])], [defining(1, orders('a'))], rules));
  expect(one('c')).toEqual(['datasets.immutable error']);
  expect(one('a')).toEqual([]);
});

test('a file that had another name is not said to be what differs', () => {
  const before = orders('a', { path: 'old/orders.csv' });
  const [found] = judge(NOW, [defining(1, before)]).findings;
  expect(found?.message).toMatch(/, which had it first$/);
});

test('datasets beyond those that are looked up are a warning that counts and names the first', () => {
  const unchecked_datasets = ['a', 'b', 'c', 'd', 'e', 'f`<img>'].map((name) => ({ name, version: 'v1' }));
  const warn = (datasets: PolicyFile['datasets'], count: number) =>
    judged(policy({ datasets }), { runs: NOW, unchecked_datasets: unchecked_datasets.slice(-count) });
  const all = warn({ immutable: 'error' }, 6);
  expect(all).toMatchObject({
    verdict: 'pass',
    findings: [{ rule: 'datasets.immutable', severity: 'warning', subject: 'clf_orders' }],
  });
  expect(all.findings[0]?.message).toMatch(
    /^6 datasets were not looked up in earlier runs,.*: `a=v1`, `b=v1`, `c=v1`, `d=v1`, `e=v1` and 1 more$/,
  );
  expect(warn({ immutable: 'error' }, 1).findings[0]?.message).toMatch(/^1 dataset was .*: `f'<img>=v1`$/);
  expect(warn({ immutable: 'off' }, 6).findings).toEqual([]);
});

test('up to three files of a folder are named, and how many more differ', () => {
  const folder = (digit: string) => {
    const files = ['a', 'b', 'c', 'd', 'e'].map((path) => ({ path, size_bytes: 1, digest: D(digit) }));
    return orders(digit, { scheme: 'folder-2', path: 'data', files });
  };
  const [found] = judge([on(50, [folder('1')])], [defining(1, folder('2'))]).findings;
  expect(found?.message).toMatch(/; what differs is `a`, `b`, `c` and 2 more$/);
});

test('where only line ends differ that is said, with the line of `.gitattributes` that keeps them', () => {
  const windows = orders('b', { digests: { 'text-lf': D('a') } });
  const [found] = judge([on(50, [windows])], [defining(1, orders('a'))]).findings;
  expect(found?.message).toMatch(/; only line ends differ \(CRLF and LF\), in `data\/orders\.csv`$/);
  expect(found?.mend).toContain('`.gitattributes`');
});

test('runs of several seeds on one content have one finding; on two contents each has its own', () => {
  const uses = [defining(1, orders('a'))];
  const same = judge([on(50, [orders('b')]), on(51, [orders('b')])], uses);
  expect(same.findings).toHaveLength(1);
  expect(same.findings[0]?.message).toContain('(120 bytes) in 2 of 2 runs, and was');
  const two = judge([on(50, [orders('b')]), on(51, [orders('c')])], uses);
  expect(two.findings).toHaveLength(2);
});

test.each([
  ['v2.1', 'v2.2'],
  ['v9', 'v10'],
  ['2026-11-21', '2026-11-21-2'],
  ['20261121', '20261121-2'],
  ['v007', 'v007-2'],
  ['final', 'final-2'],
])('after %s comes %s', (version, next) => {
  const [found] = judge(
    [on(50, [orders('b', { version })])],
    [defining(1, orders('a', { version }))],
  ).findings;
  expect(found?.mend).toContain(`e.g. \`orders=${next} data/orders.csv\``);
});

test('names and paths of a record stay text, on one line and short', () => {
  const path = `x\`<img>\u001b[31m${'y'.repeat(500)}`;
  const [found] = judge([on(50, [orders('b', { path })])], [defining(1, orders('a', { path }))]).findings;
  expect(found?.message.match(/`/g)?.length).toBe(12);
  expect(found?.message).not.toContain('\u001b');
  expect((found?.message ?? '').length).toBeLessThan(500);
});

test('a comparison of metrics across different data is told apart from one on the same', () => {
  const compare = (before: Dataset) =>
    judged(policy({}), { runs: NOW, baseline: baseBranch([on(1, [before])]) }).other_data;
  expect(compare(orders('a', { version: 'v1' }))).toEqual(['orders']);
  expect(compare(orders('b', { version: 'v1' }))).toEqual([]);
  const without = { ...on(1, [orders('a')]), outputs: { ...run().outputs, metrics: {} } };
  expect(judged(policy({}), { runs: NOW, baseline: baseBranch([without]) }).other_data).toEqual([]);
});

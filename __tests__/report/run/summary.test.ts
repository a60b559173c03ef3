import type { Finding, RunRecord } from '../../../src/core/generated/types.js';
import { type RunView, runSummary } from '../../../src/report/run/summary.js';
import { DAY, idAt } from '../../ledger/fixtures.js';
import { metric, one } from '../gate/views.js';
import {
  activeParts,
  COMMIT,
  fullRun,
  HOSTILE,
  poisoned,
  RECORD_PATH,
  RECORD_URL,
  RUN_ID,
} from '../views.js';

const MISSING: Finding = {
  rule: 'required_tags.owner',
  severity: 'error',
  subject: 'owner',
  message: 'The lineage tag `owner` is missing',
  mend: 'Add `owner=VALUE` to `tags` of the track step',
};

function view({ record = fullRun(), ...changes }: Partial<RunView> = {}): RunView {
  return {
    record,
    metrics: Object.entries(record.outputs.metrics).map(([key, { value }]) => metric(key, [value])),
    baseline: null,
    urls: { server: 'https://github.com', repository: 'octo/models', ci_run: null, records: new Map() },
    series: new Map(),
    pictures: new Map(),
    findings: [],
    recordPath: RECORD_PATH,
    recordUrl: RECORD_URL,
    notRecorded: null,
    ...changes,
  };
}

test('a finished run: what it came to, its metrics; one folded table of the rest, with no value twice', () => {
  const place =
    '[github-artifact](https://github.com/octo/models/actions/runs/3/artifacts/7) until 2027-02-19';
  const text = runSummary(view({ findings: [MISSING] }));
  expect(text).toBe(`## ✅ clf\\_orders: FINISHED

2.0 s, peak memory 177 MB. Recorded as [\`${RECORD_PATH}\`](${RECORD_URL}).

> [!WARNING]
> \`register\` will refuse a model of this run:
> - The lineage tag \`owner\` is missing. Add \`owner=VALUE\` to \`tags\` of the track step.

| metric | current |
|---|--:|
| val\\_auc | 0.9767 |
| loss | NaN |

<details><summary>Lineage: 4 tags, 2 datasets, 1 model, 1 artifact, 3 params, environment</summary>

| lineage |  |  |
|---|---|---|
| tag | dataset\\_version | \`orders_v2.1\` |
| tag | git\\_commit | \`${COMMIT}\` and uncommitted changes |
| tag | triggered\\_by | \`ci/github-actions\` |
| tag | owner | \`birds\` |
| data | orders | \`v2.1\`, \`data/orders.csv\`, 15.2 KB, \`5cd10f5dc200\` |
| data | users | \`v3.0\` |
| model | \`model\` | generic, 1 file, 415 KB, \`5cd10f5dc200\`, ${place} |
| artifact | \`confusion.png\` | picture, 20.9 KB, local |
| param | lr | \`0.1\` |
| param | model.depth | \`6\` |
| param | note | \`null\` |
| environment | system | Debian GNU/Linux 12 \\(bookworm\\), x64 |
| environment | CPU | EPYC, 2 cores |
| environment | memory | 25.3 GB |
| environment | GPUs | H200 |
| environment | Python | CPython 3.12.1, 2 packages |
| environment | lock files | \`requirements.txt\` |

</details>
`);
});

test('all interpreters are named, and how many listed nothing', () => {
  const record = fullRun();
  const { python } = record.environment;
  if (python === null) throw new Error('no Python');
  const others = [{ version: '2_1', implementation: 'PyPy', packages: { pip: '25' } }];
  record.environment = { ...record.environment, python: { ...python, others, unlisted: 2 } };
  expect(runSummary(view({ record }))).toContain(
    '| environment | Python | CPython 3.12.1, 2 packages; PyPy 2\\_1, 1 packages; 2 whose packages are not known |',
  );
});

test('every tag is shown, one that was derived from the datasets too: it is what registration asks for', () => {
  const record = fullRun();
  record.tags = { ...record.tags, dataset_version: 'orders_v2.1+users_v3.0' };
  expect(runSummary(view({ record }))).toContain('| tag | dataset\\_version | `orders_v2.1+users_v3.0` |');
});

test('metrics stand beside those of the commit below, then come curves and pictures', () => {
  const record = fullRun();
  const before = { ...fullRun(), run_id: idAt(DAY, 9) };
  const points = (end: number) =>
    [0, 1, 2].map((step) => ({ key: 'loss', step, value: end + 2 - step, at: null }));
  const text = runSummary(
    view({
      record,
      metrics: [metric('val_auc', [0.9767], { baseline: one(0.97), change: 0.0067, direction: 'higher' })],
      baseline: { kind: 'base-branch', runs: [before], model: null, reason: 'run of `main`' },
      series: new Map([
        [record.run_id, points(1)],
        [before.run_id, points(2)],
      ]),
      pictures: new Map([
        [record.run_id, [{ name: 'roc', url: 'https://github.com/octo/models/raw/lineage/roc.png' }]],
      ]),
    }),
  );
  const order = [
    '| val\\_auc\u00a0↑ | 0.9767 | 0.9700 | +0.0067 (+0.7\u00a0%) |',
    `Compared with the run of \`main\` ([\`52f1560\`](https://github.com/octo/models/commit/${COMMIT})).`,
    '<details><summary>1 training curve (loss)</summary>',
    'line "baseline" [4, 3, 2]',
    '<details><summary>1 picture (roc)</summary>',
    '<details><summary>Lineage: ',
  ];
  const places = order.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('a failed run shows its last words at once, and a run that was not recorded why', () => {
  const record: RunRecord = {
    ...fullRun(),
    run_name: 'depth 6',
    status: 'FAILED',
    command: { run: 'x', shell: 'bash', exit_code: 3, stderr_tail: ['Traceback:', '  ```', 'KeyError'] },
  };
  const text = runSummary(
    view({ record, recordPath: null, recordUrl: null, notRecorded: '`record` is `none`' }),
  );
  expect(text.split('\n').slice(0, 12).join('\n')).toBe(`## ❌ depth 6: FAILED

Experiment clf\\_orders, 2.0 s, exit code 3, peak memory 177 MB. Run \`${RUN_ID}\`. **Not recorded:** \`record\` is \`none\`.

Last lines of standard error:

\`\`\`\`text
Traceback:
  \`\`\`
KeyError
\`\`\`\`
`);
});

test('a run without anything has no empty tables', () => {
  const { record } = view();
  const bare: RunRecord = {
    ...record,
    tags: {},
    inputs: { ...record.inputs, datasets: [], params: {} },
    outputs: { ...record.outputs, metrics: {}, artifacts: [], models: [] },
  };
  const text = runSummary(view({ record: { ...bare, status: 'KILLED' } }));
  expect(text).toContain('## 🛑 clf\\_orders: KILLED');
  expect(text.match(/^\|---.*/gm)).toEqual(['|---|---|---|']);
  expect(text).toContain('<summary>Lineage: environment</summary>');
  expect(text).not.toMatch(/^\| (?:tag|data|model|artifact|param|metric) /m);
});

test('hostile text in every field stays text', () => {
  const { status } = fullRun();
  const record = { ...poisoned(fullRun()), status, run_name: HOSTILE };
  for (const artifact of record.outputs.artifacts) artifact.kind = 'picture';
  record.command.stderr_tail = HOSTILE.split('\n');
  record.tags = Object.fromEntries(
    Object.entries(fullRun().tags).map(([key, value]) => [key + HOSTILE, value + HOSTILE]),
  );
  record.inputs.params = { [HOSTILE]: HOSTILE };
  record.outputs.metrics = { [HOSTILE]: { value: 1.5, step: null, at: null } };
  const finding = poisoned(MISSING);
  const text = runSummary(
    view({ record, recordPath: RECORD_PATH + HOSTILE, recordUrl: RECORD_URL + HOSTILE, findings: [finding] }),
  );
  expect(activeParts(text)).toEqual([]);
  expect(text).toContain('alert\\(1\\)');
});

test('what would show as a mention or a link in text is still found by a search in code', () => {
  const { record } = view();
  const text = runSummary(view({ record: { ...record, tags: { contact: 'me@example.com', cut: 'a|b' } } }));
  expect(text).toContain('`me@example.com`');
  expect(text).toContain('`a\\|b`');
});

test.each([
  ['5,000 metrics and 20,000 artifacts', 1],
  ['the longest names and values that a record can hold', 1000],
])('%s stay below the size that GitHub shows', (_, length) => {
  const record = fullRun();
  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const long = '@'.repeat(length);
  record.outputs.metrics = Object.fromEntries(
    many(5000, (index) => [`m${index}${long}`, { value: index / 7, step: 1, at: null }]),
  );
  record.inputs.params = Object.fromEntries(many(5000, (index) => [`p${index}${long}`, long]));
  record.tags = Object.fromEntries(many(1000, (index) => [`t${index}${long}`, long]));
  record.outputs.artifacts = many(20_000, (index) => ({
    path: `plots/${index}${long}.png`,
    size_bytes: index,
    digest: `sha256:${'0'.repeat(64)}`,
    kind: 'picture' as const,
    stored: record.outputs.artifacts[0]?.stored ?? [],
  }));
  record.command.stderr_tail = many(20, () => '\u20ac'.repeat(4000));
  record.environment.lockfiles = many(200, () => ({ path: long, digest: `sha256:${'0'.repeat(64)}` }));
  const text = runSummary(view({ record }));
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024 - 100_000);
  const left = (line: (rows: number) => string) =>
    [200, 60, 15, 3].filter((rows) => text.includes(line(rows)));
  expect(left((rows) => `… and ${5000 - rows} more metrics, in the job summary or the record.`)).toHaveLength(
    1,
  );
  expect(left((rows) => `| param | … and ${5000 - rows} more, in the record. |  |`)).toHaveLength(1);
  expect(left((rows) => `| artifact | … and ${20_000 - rows} more, in the record. |  |`)).toHaveLength(1);
});

import type { Finding, RunRecord } from '../../../src/core/generated/types.js';
import { type RunView, runSummary } from '../../../src/report/run/summary.js';
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

function view(changes: Partial<RunView> = {}): RunView {
  return {
    record: fullRun(),
    findings: [],
    recordPath: RECORD_PATH,
    recordUrl: RECORD_URL,
    notRecorded: null,
    ...changes,
  };
}

test('a finished run: what it came to, its lineage, data, model and files; the rest folded', () => {
  const place =
    '[github-artifact](https://github.com/octo/models/actions/runs/3/artifacts/7), until 2027-02-19';
  expect(runSummary(view({ findings: [MISSING] }))).toBe(`## ✅ clf\\_orders: FINISHED

Run \`${RUN_ID}\`, 2.0 s, peak memory 177 MB. Recorded as [\`${RECORD_PATH}\`](${RECORD_URL}).

> [!WARNING]
> \`register\` will refuse a model of this run:
> - The lineage tag \`owner\` is missing. Add \`owner=VALUE\` to \`tags\` of the track step.

| metric | value | step |
|---|---|---|
| val\\_auc | **0.976744** |  |
| loss | **NaN** | 12 |

| lineage tag | value |
|---|---|
| dataset\\_version | \`orders_v2.1\` |
| git\\_commit | \`${COMMIT}\` and uncommitted changes |
| triggered\\_by | \`ci/github-actions\` |
| owner | \`birds\` |

| dataset | version | path | size | digest |
|---|---|---|---|---|
| orders | v2.1 | \`data/orders.csv\` | 15.2 KB | \`5cd10f5dc200\` |
| users | v3.0 |  |  |  |

| model | format | files | size | digest | download |
|---|---|---|---|---|---|
| \`model\` | generic | 1 | 415 KB | \`5cd10f5dc200\` | ${place} |

| artifact | kind | size | download |
|---|---|---|---|
| \`confusion.png\` | picture | 20.9 KB | local |

<details><summary>Params (3)</summary>

| param | value |
|---|---|
| lr | \`0.1\` |
| model.depth | \`6\` |
| note | \`null\` |

</details>

<details><summary>Environment</summary>

| environment |  |
|---|---|
| system | Debian GNU/Linux 12 \\(bookworm\\), x64 |
| CPU | EPYC, 2 cores |
| memory | 25.3 GB |
| GPUs | H200 |
| Python | CPython 3.12.1, 2 packages |
| lock files | \`requirements.txt\` |

</details>
`);
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

Run \`${RUN_ID}\`, experiment clf\\_orders, 2.0 s, exit code 3, peak memory 177 MB. **Not recorded:** \`record\` is \`none\`.

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
  expect(text.match(/^\|---.*/gm)).toEqual(['|---|---|']);
  expect(text).toContain('| environment |  |');
  expect(text).not.toContain('Params');
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
  record.tags = Object.fromEntries(many(200, (index) => [`t${index}${long}`, long]));
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
  for (const total of [5000, 20_000]) {
    const left = [200, 60, 15, 3].map((rows) => `… and ${total - rows} more, in the record.`);
    expect(left.some((line) => text.includes(line))).toBe(true);
  }
});

import { refusalSummary, registrationSummary } from '../../../src/report/register/summary.js';
import { DIRTY, metric, WAIVED } from '../gate/views.js';
import { faultsOf } from '../page.js';
import {
  activeParts,
  COMMIT,
  fullRun,
  fullVersion,
  HOSTILE,
  poisoned,
  RECORD_URL,
  RUN_ID,
} from '../views.js';

const FINDINGS = [
  {
    rule: 'required_tags.dataset_version',
    severity: 'error' as const,
    subject: 'dataset_version',
    message: 'The lineage tag `dataset_version` is missing',
    mend: 'Name the data in the track step: `datasets: NAME=VERSION PATH`',
  },
  {
    rule: 'tags.owner.pattern',
    severity: 'error' as const,
    subject: 'owner',
    message: 'The lineage tag `owner` is `x|y`, which does not match the pattern `^[a-z]+$`',
    mend: 'Give `owner` a value that matches',
  },
];

const CLEAN = { findings: [], waived: [] };
const URLS = { server: 'https://github.com', repository: 'octo/models' };
/** As where an earlier job has trained. */
const OF_ANOTHER_JOB = {
  record: fullRun(),
  run: { metrics: [metric('val_auc', [0.94])], baseline: null, urls: URLS },
};
/** As where the same step has ended the run, which is told below. */
const BELOW = { record: fullRun(), run: null };

const HOW_TO_GET =
  'Get its files with `lineage-gate fetch models:/clf_orders/3`, or in a job with the action `fetch` and `model-uri: models:/clf_orders/3`.';

test('a refusal names every finding and how to mend it, and says that nothing was written', () => {
  expect(
    refusalSummary('clf_orders', RUN_ID, { findings: FINDINGS, waived: [] }),
  ).toBe(`## ⛔ clf\\_orders was not registered: The lineage tag dataset\\_version is missing

Run \`${RUN_ID}\` does not pass the policy. Nothing was written.

- The lineage tag \`dataset_version\` is missing. Name the data in the track step: \`datasets: NAME=VERSION PATH\`.
- The lineage tag \`owner\` is \`x|y\`, which does not match the pattern \`^[a-z]+$\`. Give \`owner\` a value that matches.
`);
});

test('a new version: its address, run, digest and tags', () => {
  const version = fullVersion();
  const view = {
    version,
    isNew: true,
    same_content_as: null,
    aliases: ['champion', 'a|b'],
    recordUrl: RECORD_URL,
  };
  const summary = registrationSummary({ ...view, ...CLEAN, ...OF_ANOTHER_JOB });
  expect(summary.split('\n').slice(0, 15)).toEqual([
    '## ✅ Registered clf\\_orders version 3',
    '',
    `[\`models:/clf_orders/3\`](${RECORD_URL}), alias \`champion\`, alias \`a|b\`, 1 file \\(3 bytes\\), of run \`${version.run_id}\`.`,
    '',
    '| metric | current |',
    '|---|--:|',
    '| val\\_auc | 0.94 |',
    '',
    '<details><summary>Lineage: 2 tags, 2 datasets, 1 model, 1 artifact, 3 params, environment</summary>',
    '',
    '| lineage |  |  |',
    '|---|---|---|',
    `| model | digest | \`${version.manifest.digest}\` |`,
    '| tag | dataset\\_version | `orders_v2.1` |',
    `| tag | git\\_commit | \`${COMMIT}\` and uncommitted changes |`,
  ]);
});

test('where the run is told below, only what the version has beside it is said', () => {
  const version = { ...fullVersion(), tags: { ...fullRun().tags, ticket: 'ML-7' } };
  const view = { version, isNew: true, same_content_as: null, aliases: [], recordUrl: null };
  const summary = registrationSummary({ ...view, ...CLEAN, ...BELOW });
  expect(summary.split('\n').slice(4)).toEqual([
    '| tag of the version |  |',
    '|---|---|',
    '| ticket | `ML-7` |',
    '',
    HOW_TO_GET,
    '',
  ]);
  const same = registrationSummary({ ...view, version: fullVersion(), ...CLEAN, ...BELOW });
  expect(same).not.toContain('|');
});

test('what was let pass is said: warnings, and waivers with their reason, author and end', () => {
  const lines = [
    '- ⚠️ The run was made with uncommitted changes. Commit them before training, or let the job check the code out anew.',
    '- ⏳ The metric `val_auc` is `0.8912`, below the minimum `0.9`. Waived until 2026-12-31 by alice: The new labels are stricter; agreed in the model review of 14 November',
  ];
  const view = { version: fullVersion(), isNew: true, same_content_as: null, aliases: [], recordUrl: null };
  const summary = registrationSummary({ ...view, ...BELOW, findings: [DIRTY], waived: [WAIVED] });
  expect(summary.split('\n').slice(4)).toEqual([...lines, '', HOW_TO_GET, '']);
  // In a refusal they come after what it is refused for.
  const findings = [DIRTY, ...FINDINGS];
  const refused = refusalSummary('clf_orders', RUN_ID, { findings, waived: [WAIVED] });
  expect(refused.trimEnd().split('\n').slice(-2)).toEqual(lines);
  expect(refused).toContain('\n\n- The lineage tag `dataset_version` is missing.');
});

test('a version that differs only in when and by which run it was saved says of which one', () => {
  const view = { version: fullVersion(), isNew: true, aliases: [], recordUrl: null, ...CLEAN, ...BELOW };
  expect(registrationSummary({ ...view, same_content_as: 2 })).toContain(
    ', same weights as version 2, of run',
  );
  expect(registrationSummary({ ...view, same_content_as: null })).not.toContain('same weights');
});

test('bytes that are a version already', () => {
  const summary = registrationSummary({
    version: fullVersion(),
    isNew: false,
    same_content_as: null,
    aliases: [],
    recordUrl: null,
    ...CLEAN,
    ...BELOW,
  });
  expect(summary).toContain('## ✅ clf\\_orders: these bytes are version 3 already\n');
  expect(summary).not.toContain('alias');
});

/** Hostile in all that is shown; by its severity a finding is found. */
const HOSTILE_VERDICT = {
  findings: [DIRTY, ...FINDINGS].map((one) => ({ ...poisoned(one), severity: one.severity })),
  waived: [poisoned(WAIVED)],
};

test('hostile text in every field stays text', () => {
  const version = poisoned(fullVersion());
  version.tags = { [HOSTILE]: HOSTILE };
  const registered = registrationSummary({
    version,
    isNew: true,
    same_content_as: null,
    aliases: [HOSTILE],
    recordUrl: RECORD_URL + HOSTILE,
    record: poisoned(fullRun()),
    run: { metrics: [{ ...metric('', [1]), key: HOSTILE }], baseline: null, urls: URLS },
    ...HOSTILE_VERDICT,
  });
  const refused = refusalSummary(HOSTILE, HOSTILE, HOSTILE_VERDICT);
  for (const text of [registered, refused]) {
    expect(text.split('evil.test/x.png').length).toBeGreaterThan(5);
    expect(faultsOf(text)).toEqual([]);
  }
  expect(activeParts(refusalSummary(HOSTILE, HOSTILE, { findings: poisoned(FINDINGS), waived: [] }))).toEqual(
    [],
  );
});

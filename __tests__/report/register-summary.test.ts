import { refusalSummary, registrationSummary } from '../../src/report/register-summary.js';
import { activeParts, COMMIT, fullVersion, HOSTILE, poisoned, RECORD_URL, RUN_ID } from './views.js';

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

test('a refusal names every finding and how to mend it, and says that nothing was written', () => {
  expect(refusalSummary('clf_orders', RUN_ID, FINDINGS)).toBe(`## ⛔ clf\\_orders was not registered

Run \`${RUN_ID}\` does not pass the policy. Nothing was written.

- The lineage tag \`dataset_version\` is missing. Name the data in the track step: \`datasets: NAME=VERSION PATH\`.
- The lineage tag \`owner\` is \`x|y\`, which does not match the pattern \`^[a-z]+$\`. Give \`owner\` a value that matches.
`);
});

test('a new version: its address, run, digest and tags', () => {
  const version = fullVersion();
  const summary = registrationSummary({
    version,
    isNew: true,
    aliases: ['champion', 'a|b'],
    recordUrl: RECORD_URL,
  });
  expect(summary).toBe(`## ✅ Registered clf\\_orders version 3

| model version |  |
|---|---|
| model URI | [\`models:/clf_orders/3\`](${RECORD_URL}) |
| run | \`${RUN_ID}\` |
| files | 1 (3 bytes) |
| digest | \`${version.manifest.digest}\` |
| aliases | \`champion\`, \`a\\|b\` |
| dataset\\_version | \`orders_v2.1\` |
| git\\_commit | \`${COMMIT}\` |
`);
});

test('bytes that are a version already', () => {
  const summary = registrationSummary({ version: fullVersion(), isNew: false, aliases: [], recordUrl: null });
  expect(summary).toContain('## ✅ clf\\_orders: these bytes are version 3 already\n');
  expect(summary).not.toContain('aliases');
});

test('hostile text in every field stays text', () => {
  const version = poisoned(fullVersion());
  version.tags = { [HOSTILE]: HOSTILE };
  const registered = registrationSummary({
    version,
    isNew: true,
    aliases: [HOSTILE],
    recordUrl: RECORD_URL + HOSTILE,
  });
  expect(activeParts(registered)).toEqual([]);
  expect(activeParts(refusalSummary(HOSTILE, HOSTILE, poisoned(FINDINGS)))).toEqual([]);
});

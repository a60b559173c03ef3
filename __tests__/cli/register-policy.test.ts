import { jest } from '@jest/globals';
import { DATA, TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(60_000);

const WAIVER = '{ rule: metrics.val_auc.min, reason: "new market", by: alice, expires: 2999-12-31 }';
const policy = (...lines: string[]) => ({ '.github/lineage.yml': ['version: 1', ...lines, ''].join('\n') });
const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeEach(async () => {
  repo = await UserRepo.create({ warm });
  await repo.ok(['track', ...DATA, ...TRAIN]);
});

afterEach(async () => {
  await repo.close();
});

test('each finding has the code of its kind; what is no reason to refuse is only said', async () => {
  await repo.write(
    policy(
      'required_tags: [license]',
      'metrics: { val_auc: { min: 0.95 }, loss: { max: 0.1, severity: warning } }',
      'code: { allow_dirty: false }',
    ),
  );
  const before = await repo.ledger();
  const { code, stdout, stderr } = await repo.cli(['register', 'clf_orders']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringContaining('The newest run is'),
    expect.stringMatching(/^lineage-gate: warning: The metric `loss` is 0\.214\S+, above the greatest /),
    expect.stringMatching(
      /^E_POLICY_NOT_MET: The metric `val_auc` is 0\.93, .*\(metrics\.val_auc\.min, run /,
    ),
    expect.stringMatching(/^E_LINEAGE_MISSING: .*`license` is missing \(required_tags\.license, run /),
  ]);
  expect(await repo.ledger()).toBe(before);
});

test('what is waived is said with its reason, and is in the record', async () => {
  await repo.write(policy('metrics: { val_auc: { min: 0.95 } }', `waivers: [${WAIVER}]`));
  const { stdout, stderr } = await repo.ok(['register', 'clf_orders', '--json']);
  expect(stderr).toContain('warning: Waived by alice until 2999-12-31 (new market): The metric `val_auc` is');
  const waiver = { by: 'alice', expires: '2999-12-31', reason: 'new market', model: null };
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'pass',
    policy: { findings: [], waived: [{ finding: { rule: 'metrics.val_auc.min' }, waiver }] },
  });
  await repo.write(
    policy('required_tags: [license]', 'metrics: { val_auc: { min: 0.95 } }', `waivers: [${WAIVER}]`),
  );
  const refused = await repo.cli(['register', 'clf_licensed', '--json']);
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    verdict: 'fail',
    findings: [{ rule: 'required_tags.license' }],
    waived: [{ finding: { rule: 'metrics.val_auc.min' }, waiver }],
  });
  expect(refused.stderr).not.toContain('E_POLICY_NOT_MET');
});

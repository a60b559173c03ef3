import { jest } from '@jest/globals';
import { DATA, TRAIN, UserRepo } from './user-repo.js';

jest.setTimeout(120_000);

let repo: UserRepo;

beforeEach(async () => {
  repo = await UserRepo.create();
  await repo.ok(['track', ...DATA, ...TRAIN]);
  await repo.ok(['register', 'clf_orders']);
  await policy('approvals: 1');
});

afterEach(async () => {
  await repo.close();
});

const policy = (rule: string) =>
  repo.write({ '.github/lineage.yml': `version: 1\nstages: { Production: { ${rule} } }\n` });
const ask = (...more: string[]) =>
  repo.ok(['promote', 'clf_orders', '1', 'Production', '--reason', 'passed', ...more]);
const listed = async () => (await repo.ok(['requests', 'ls'])).stdout;

test('a list of requests says who may approve, by the policy of the default branch where the clone knows it', async () => {
  await ask();
  expect(await listed()).toMatch(/APPROVERS.*\n.* 0 of 1 +anyone with write +\d/);
  await policy("approvals: 1, approvers: [alice, '@acme/leads', 'role:maintain']");
  expect(await listed()).toMatch(/ 0 of 1 +alice, @acme\/leads, role:maintain +\d/);
  await repo.commit('Name approvers');
  await repo.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  await repo.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  await policy('approvals: 1, approvers: [mallory]');
  expect(await listed()).toMatch(/ alice, @acme\/leads, role:maintain +\d/);
  expect(JSON.parse((await repo.ok(['requests', 'ls', '--json'])).stdout)).toMatchObject([
    { approvers: ['alice', '@acme/leads', 'role:maintain'] },
  ]);
});

test('a policy that cannot be read hides no request', async () => {
  await ask();
  await policy('approval: 1');
  const { stdout, stderr } = await repo.ok(['requests', 'ls']);
  expect(stdout).toMatch(/ 0 of 1 +\? +\d/);
  expect(stderr).toMatch(/Who may approve is not known.*E_POLICY_INVALID/);
});

test('who asks on a laptop is told that there is no issue, and how others find and approve the request', async () => {
  const { stderr } = await ask();
  expect(stderr).toMatch(/has no issue.*`lineage-gate requests ls`/);
  expect(stderr).not.toContain('git push');
  await repo.git('remote', 'add', 'origin', 'https://github.com/acme/models.git');
  const pushed = (await ask()).stderr;
  expect(pushed).toMatch(/`git push origin lineage`.*GitHub confirms neither.*--remote/);
  expect((await ask('--dry-run')).stderr).not.toContain('has no issue');
});

test('a rejection needs a reason', async () => {
  const { request } = JSON.parse((await ask('--json')).stdout);
  const before = await repo.ledger();
  const { code, stderr } = await repo.cli(['requests', 'reject', request]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/E_INPUT_MISSING: `reason` is empty, and a rejection needs one.*`--reason WHY`/s);
  expect(await repo.ledger()).toBe(before);
});

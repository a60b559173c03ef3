import path from 'node:path';
import { jest } from '@jest/globals';
import { DATA, TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(120_000);

const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeEach(async () => {
  repo = await UserRepo.create({ warm });
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

test('the endpoint that comes with the approval is told', async () => {
  await ask('--endpoint', 'eu west');
  expect(await listed()).toMatch(/ None → Production, endpoint eu west +\d/);
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
  expect(pushed).toMatch(/`git push origin refs\/heads\/lineage`.*GitHub confirms neither.*--remote/);
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

test('what is asked for already keeps its own reason, and whoever asks again is told', async () => {
  expect((await ask()).stdout).not.toContain('already');
  const words = (who: string, why: string) =>
    new RegExp(
      `It was asked for already by \`${who} <[^>]*>\` at \\S+ \\S+: \`${why}\`\\. What was said this time is not`,
    );
  expect((await ask('--reason', 'other words')).stdout).toMatch(words('octo', 'passed'));
  expect((await ask()).stdout).toMatch(/: `passed`\.\n$/);
  await repo.git('worktree', 'add', '--quiet', 'by-hand', 'lineage');
  await repo.write({ 'by-hand/models/clf_orders/versions/7.json': '{}\n' });
  for (const args of [
    ['add', '.'],
    ['commit', '-qm', 'By hand'],
  ])
    await repo.git('-C', path.join(repo.dir, 'by-hand'), ...args);
  await repo.git('worktree', 'remove', '--force', 'by-hand');
  const repair = async (why: string) =>
    (await repo.ok(['models', 'repair', 'clf_orders', '--reason', why])).stdout;
  expect(await repair('by hand')).toMatch(/approve \w+\n$/);
  expect(await repair('another')).toMatch(words('octo', 'by hand'));
});

test('approvals given here go by the policy of the work tree: a list that goes by another says so', async () => {
  await policy('approvals: 1, approvers: [alice]');
  await repo.commit('Approvers');
  await repo.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  await repo.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  await ask();
  expect((await repo.ok(['requests', 'ls'])).stderr).not.toContain('origin/HEAD');
  await policy('approvals: 1, approvers: [octo]');
  const { stdout, stderr } = await repo.ok(['requests', 'ls']);
  expect(stdout).toMatch(/ alice +/);
  expect(stderr).toMatch(
    /by the policy of origin\/HEAD, as the workflow.* `requests approve` here goes by that of the work tree/,
  );
});

import { canonicalJson } from '../../src/core/json.js';
import { runPath } from '../../src/ledger/layout.js';
import { DAY, idAt, runRecord } from '../ledger/fixtures.js';
import { execOk } from '../support/exec.js';
import { TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeAll(async () => {
  repo = await UserRepo.create({ warm });
  await repo.ok(['track', ...TRAIN]);
}, 60_000);
afterAll(() => repo.close());

test('`runs show` says first that a run is not trusted, and why', async () => {
  const run = runRecord(idAt(DAY));
  const text = canonicalJson({ ...run, context: { ...run.context, trust: 'tampered' } });
  await execOk('git', ['fast-import', '--quiet'], {
    cwd: repo.dir,
    env: repo.env,
    input: `commit refs/heads/lineage\ncommitter a <a@b> 1 +0000\ndata 1\nx\nfrom ${await repo.ledger()}\nM 100644 inline ${runPath(run.run_id)}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  });
  const shown = (await repo.ok(['runs', 'show', run.run_id])).stdout;
  expect(shown).toMatch(/\nNot trusted\n *tampered +the run was changed between the steps of its job/);
  const [own] = (await repo.runs()).filter(({ run_id }) => run_id !== run.run_id);
  expect((await repo.ok(['runs', 'show', own?.run_id ?? ''])).stdout).not.toContain('Not trusted');
}, 60_000);

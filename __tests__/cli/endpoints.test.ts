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
  await repo.ok(['register', 'clf_orders', '--alias', 'champion']);
});

afterEach(async () => {
  await repo.close();
});

const out = async (...args: string[]) => (await repo.ok(args)).stdout;

test('what serves where is recorded once, listed as it is and as it was, and withdrawn', async () => {
  expect(await out('endpoints', 'ls')).toBe(
    'No endpoints yet. Record what serves: lineage-gate deployed ENDPOINT models:/NAME/3\n',
  );
  const before = new Date().toISOString();
  const first = await repo.ok(['deployed', 'prod eu/1', 'models:/clf_orders@champion', '--reason', 'go']);
  expect(first.stdout).toBe('prod eu/1: nothing → models:/clf_orders/1\n');
  // An alias is another version tomorrow: which one it was is said, and by whom.
  expect(first.stderr).toMatch(/@champion of clf_orders is version 1, as the ledger says/);
  const ledger = await repo.ledger();
  expect(await out('deployed', 'prod eu/1', 'models:/clf_orders/latest')).toBe(
    'prod eu/1 serves models:/clf_orders/1 already.\n',
  );
  expect(await repo.ledger()).toBe(ledger);
  const list = await out('endpoints', 'ls');
  expect(list).toMatch(
    /^ENDPOINT +SERVES +SINCE +BY +REASON\nprod eu\/1 +models:\/clf_orders\/1 +\d{4}-\S+ \d\d:\d\d +octo +go\n$/,
  );
  const json = JSON.parse(await out('endpoints', 'ls', '--json'));
  expect(json).toMatchObject([
    {
      ...{ endpoint: 'prod eu/1', serves: { model: 'clf_orders', version: 1 } },
      event: { schema: 'lineage-gate/endpoint-event/v1', type: 'deployed', reason: 'go', previous: null },
    },
  ]);
  expect(JSON.parse(await out('endpoints', 'ls', '--at', before, '--json'))).toMatchObject([
    { serves: null },
  ]);

  expect(await out('withdrawn', 'prod eu/1', '--reason', 'closed')).toBe(
    'prod eu/1: models:/clf_orders/1 → nothing\n',
  );
  expect(await out('withdrawn', 'prod eu/1')).toBe('Nothing serves at prod eu/1 already.\n');
  expect(await out('endpoints', 'ls')).toMatch(/\nprod eu\/1 +– +.* octo +closed\n$/);
  expect(await out('endpoints', 'history', 'prod eu/1')).toMatch(
    /^AT +WHAT +BY +REASON\n\S+ \S+ +models:\/clf_orders\/1 +octo +go\n\S+ \S+ +withdrawn +octo +closed\n$/,
  );
  const history = JSON.parse(await out('endpoints', 'history', 'prod eu/1', '--json'));
  expect(history.map(({ type }: { type: string }) => type)).toEqual(['deployed', 'withdrawn']);
  const log = String(await repo.git('log', '-2', '--format=%s', 'lineage'));
  expect(log).toBe('withdraw clf_orders version 1 from prod eu/1\ndeploy clf_orders version 1 to prod eu/1');
  expect(await out('verify')).toMatch(/valid/);
});

test('what serves and comes from what is recalled is named also once it is deleted, and so is its version', async () => {
  await repo.ok(['deployed', 'prod', 'models:/clf_orders/1']);
  const [run] = JSON.parse(await out('runs', 'ls', '--json'));
  await repo.ok(['recall', `run:${run.run_id}`, '--reason', 'leak']);
  for (const deleted of ['clf_orders/1', 'clf_orders']) {
    await repo.ok(['models', 'delete', deleted]);
    const said = / comes from what is recalled: [0-9a-f]{32}/;
    const { stderr } = await repo.ok(['endpoints', 'ls']);
    expect(stderr).toMatch(new RegExp(`models:/clf_orders/1${said.source}`));
    expect(await out('models', 'show', 'clf_orders')).toMatch(new RegExp(`^Version 1${said.source}`, 'm'));
    const shown = JSON.parse(await out('models', 'show', 'clf_orders', '--json'));
    expect(shown.recalled).toEqual({ 1: [expect.any(String)] });
  }
});

test('what cannot be recorded is refused in words, and nothing is written', async () => {
  await repo.ok(['deployed', 'prod-eu', 'models:/clf_orders/1']);
  await repo.ok(['promote', 'clf_orders', '1', 'Archived']);
  const cases: [string[], RegExp][] = [
    [['deployed', 'prod-us', 'models:/clf_orders/1'], /E_VERSION_ARCHIVED/],
    [['deployed', 'prod-us', 'models:/clf_orders/7'], /E_VERSION_NOT_FOUND.*no version 7/],
    [['deployed', 'prod-us', 'models:/clf_order/1'], /E_MODEL_NOT_FOUND.*\n?.*Did you mean `clf_orders`/],
    [['deployed', 'prod-us', 'clf_orders'], /E_INPUT_INVALID: "clf_orders" is no model URI/],
    [['deployed', 'prod-us', 'runs:/019f/out/model'], /is no version of a registered model/],
    [['deployed', '..', 'models:/clf_orders/latest', '--allow-archived'], /E_NAME_INVALID/],
    [['deployed', 'PROD-eu', 'models:/clf_orders/1', '--allow-archived'], /There is an endpoint `prod-eu`/],
    [['deployed', 'us\u200b', 'models:/clf_orders/1'], /E_NAME_INVALID: The endpoint name .* cannot be seen/],
    [['deployed', 'us', 'models:/clf_orders/1', '--reason', 'x'.repeat(2001)], /2001 characters/],
    [['withdrawn', 'prod-ue'], /E_ENDPOINT_NOT_FOUND.*\n?.*Did you mean `prod-eu`/],
    [['endpoints', 'history', 'prod-ue'], /E_ENDPOINT_NOT_FOUND/],
    [['endpoints', 'ls', '--at', 'noon'], /`--at` is "noon"/],
  ];
  const before = await repo.ledger();
  for (const [args, words] of cases) {
    const { code, stdout, stderr } = await repo.cli(args);
    expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
    expect(stderr).toMatch(words);
  }
  expect(await repo.ledger()).toBe(before);
  expect(await out('deployed', 'prod-us', 'models:/clf_orders/1', '--allow-archived')).toBe(
    'prod-us: nothing → models:/clf_orders/1\n',
  );
});

test('in GitHub Actions an event keeps what GitHub says of the job, and elsewhere nothing of that kind', async () => {
  const job = {
    ...{
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTOR: 'alice',
      GITHUB_TRIGGERING_ACTOR: 'bob',
      GITHUB_ACTOR_ID: '7',
    },
    ...{ GITHUB_REPOSITORY: 'octo/models', GITHUB_RUN_ID: '12', GITHUB_RUN_ATTEMPT: '2' },
    ...{
      GITHUB_EVENT_NAME: 'repository_dispatch',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: 'a'.repeat(40),
    },
  };
  const recorded = await repo.cli(['deployed', 'eu', 'models:/clf_orders/1'], {
    env: { ...repo.env, ...job },
  });
  expect(recorded).toMatchObject({ code: 0 });
  await repo.ok(['withdrawn', 'eu']);
  const [first, second] = JSON.parse(await out('endpoints', 'history', 'eu', '--json'));
  expect(first).toMatchObject({
    actor: 'alice',
    by: {
      ...{ actor_id: '7', triggering_actor: 'bob', event: 'repository_dispatch', repository: 'octo/models' },
      ...{ ref: 'refs/heads/main', commit: 'a'.repeat(40), ci_run_id: '12', ci_run_attempt: 2 },
    },
  });
  expect(second).not.toHaveProperty('by');
  expect(await out('endpoints', 'history', 'eu')).toMatch(/ alice \(re-run by bob\)\n/);
});

test('a reason holds no secret, and no name does', async () => {
  const env = { ...repo.env, API_TOKEN: 'sw0rdf1sh-and-more-0f-it' };
  await repo.cli(['deployed', 'eu', 'models:/clf_orders/1', '--reason', `with ${env.API_TOKEN}`], { env });
  expect(await out('endpoints', 'history', 'eu')).toMatch(/with \[redacted\]/);
  const named = await repo.cli(['deployed', `eu-${env.API_TOKEN}`, 'models:/clf_orders/1'], { env });
  expect(named.stderr).toMatch(/E_SECRET_IN_NAME/);
  expect(named.stderr).not.toContain(env.API_TOKEN);
});

test('what git knows the user as is recorded without a secret', async () => {
  const secret = `ghp_${'16C7e42F292c6912E7710c838347Ae178B4a'}`;
  await repo.git('config', 'user.name', secret);
  expect((await repo.ok(['deployed', 'us', 'models:/clf_orders/1'])).stderr).toContain(
    "Replaced by [redacted] in git's user.name",
  );
  await repo.git('config', 'user.name', 'u'.repeat(600));
  await repo.ok(['deployed', 'us-2', 'models:/clf_orders/1']);
  expect(await out('endpoints', 'history', 'us-2')).toMatch(/ u{200}/);
  await repo.git('config', '--unset', 'user.name');
  expect(await out('endpoints', 'history', 'us')).toContain('[redacted]');
  const all = await repo.git('log', '--all', '-p', '--format=%an %ae %cn %ce %B');
  expect(all).toContain('"endpoint": "us"');
  expect(all).not.toContain(secret);
});

test('promote records the endpoint with the stage, and one bad endpoint hides no other', async () => {
  const moved = await out('promote', 'clf_orders', '1', 'Staging', '--endpoint', 'stage-eu');
  expect(moved).toBe('clf_orders version 1: None → Staging; serves at stage-eu\n');
  expect(String(await repo.git('show', '--format=%s', '--name-only', 'lineage'))).toMatch(
    /^promote clf_orders version 1 from None to Staging\n\nendpoints\/stage-eu\/events\/\S+\nindex\/models\/clf_orders\.json\nmodels\/clf_orders\/events\/\S+$/,
  );
  const again = await out('promote', 'clf_orders', '1', 'Staging', '--endpoint', 'stage-us', '--json');
  expect(JSON.parse(again)).toMatchObject({
    event: null,
    endpoint: { name: 'stage-us', event: { version: 1 } },
  });
  const none = await repo.cli(['promote', 'clf_orders', '1', 'Archived', '--endpoint', 'stage-eu']);
  expect(none.stderr).toMatch(/`endpoint` is given, and a version in Archived serves nowhere/);

  await repo.git('checkout', '-q', 'lineage');
  const bad = 'endpoints/bad/events/019ff2aaaaaa7aaa8aaaaaaaaaaaaaaa.json';
  await repo.write({ [bad]: '{}', 'endpoints/%41/events/x.json': '{}' });
  await repo.git('add', '.');
  await repo.git('commit', '-qm', 'past the tool');
  await repo.git('checkout', '-q', 'main');
  const list = await repo.cli(['endpoints', 'ls']);
  expect(list.code).toBe(1);
  expect(list.stdout).toMatch(/\nbad +cannot be read\nstage-eu +models:\/clf_orders\/1 .*\nstage-us +models/);
  expect(list.stderr).toMatch(/named like no endpoint[\s\S]*endpoints\/bad\/events/);
  expect((await repo.cli(['deployed', 'new', 'models:/clf_orders/1'])).stderr).toMatch(/it is passed over/);
});

test('where the record of what serves cannot be read the answer is an error, and no older version', async () => {
  await repo.ok(['deployed', 'eu', 'models:/clf_orders/1']);
  await repo.git('checkout', '-q', 'lineage');
  await repo.write({ 'models/clf_orders/versions/1.json': '{}' });
  await repo.git('commit', '-qam', 'past the tool');
  for (const more of [[], ['--json']]) {
    const { code, stdout, stderr } = await repo.cli(['endpoints', 'ls', ...more]);
    expect(code).toBe(1);
    expect(stdout).toMatch(more.length === 0 ? /\neu +cannot be read\n/ : /"E_LEDGER_RECORD_INVALID"/);
    expect(stderr).toMatch(/E_LEDGER_RECORD_INVALID: .*endpoints\/eu\/.* is about version 1 of "clf_orders"/);
  }
  await repo.git('rm', '-rq', 'models/clf_orders');
  await repo.link('../README.md', 'models/clf_orders');
  await repo.link('../README.md', 'endpoints/us');
  await repo.git('add', '.');
  await repo.git('commit', '-qm', 'links');
  const list = await repo.cli(['endpoints', 'ls']);
  expect(list.code).toBe(1);
  expect(list.stdout).toMatch(/\neu +cannot be read\nus +cannot be read\n$/);
  expect(list.stderr).toMatch(/endpoints\/us is a symbolic link/);
  await repo.git('checkout', '-q', 'main');
  // What was there is known as its event says it, so that it can be withdrawn.
  expect(await out('withdrawn', 'eu')).toBe('eu: models:/clf_orders/1 → nothing\n');
});

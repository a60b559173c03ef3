import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { sha256 } from '../../src/core/digest.js';
import type { ModelEvent } from '../../src/core/generated/types.js';
import { canonicalJson } from '../../src/core/json.js';
import { eventPath } from '../../src/ledger/layout.js';
import { DATA, TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(120_000);

const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeEach(async () => {
  repo = await UserRepo.create({ warm });
  await repo.ok(['track', ...DATA, ...TRAIN]);
  await repo.ok(['register', 'clf_orders', '--description', 'as registered']);
  await repo.ok(['promote', 'clf_orders', '1', 'Production', '--reason', 'passed']);
});

afterEach(async () => {
  await repo.close();
});

const models = async (...args: string[]) => (await repo.ok(['models', ...args])).stdout;
const refused = async (...args: string[]) => {
  const { code, stdout, stderr } = await repo.cli(['models', ...args]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  return stderr;
};

/** Commits events to the ledger branch by hand, each after the one before. @param make each from the id of the one before @returns their paths */
async function forged(...make: ((before: string) => object)[]): Promise<string[]> {
  const shown = JSON.parse(await models('show', 'clf_orders', '--json'));
  let last: ModelEvent = shown.events.at(-1);
  const files: Record<string, string> = {};
  for (const [index, body] of make.entries()) {
    const event = {
      ...{ schema: last.schema, model: last.model, version: 1, at: last.at, actor: 'mallory' },
      ...{ ci_run_url: null, previous: sha256(canonicalJson(last)) },
      event_id: last.event_id.slice(0, -4) + String(1000 + index),
      ...body(last.event_id),
    } as ModelEvent;
    files[eventPath('clf_orders', event.event_id)] = canonicalJson(event);
    last = event;
  }
  await repo.git('worktree', 'add', '--quiet', 'by-hand', 'lineage');
  await repo.write(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`by-hand/${name}`, text])),
  );
  const inside = ['-C', path.join(repo.dir, 'by-hand')];
  await repo.git(...inside, 'add', '--all', '.');
  await repo.git(...inside, 'commit', '--quiet', '--message', 'By hand');
  await repo.git('worktree', 'remove', '--force', 'by-hand');
  return Object.keys(files);
}

test('a model is named, described and tagged, and `models show` says so', async () => {
  expect(await models('alias', 'clf_orders', 'champion', 'Production')).toBe(
    'clf_orders version 1: @champion\n',
  );
  expect(await models('alias', 'clf_orders', '@champion', '1')).toBe(
    'clf_orders version 1 is so already; nothing was written\n',
  );
  await repo.write({ 'ABOUT.md': '# Orders\nthat come back\n' });
  expect(await models('describe', 'clf_orders', '--file', 'ABOUT.md')).toBe('clf_orders: description set\n');
  expect(await models('tag', 'clf_orders', 'team=growth', 'a=b')).toBe(
    'clf_orders: tag team=growth\nclf_orders: tag a=b\n',
  );
  const tagged = JSON.parse(await models('tag', 'clf_orders', 'reviewed=yes', '--of', '@champion', '--json'));
  expect(tagged).toMatchObject({ version: 1, events: [{ type: 'tag-set', key: 'reviewed' }] });
  expect(tagged.commit).toBe(await repo.ledger());
  const shown = await models('show', 'clf_orders');
  expect(shown).toContain('\nDescription of the model\n  # Orders\n  that come back\n');
  expect(shown).toContain('\nTags that the registry gave the model\n  team  growth\n  a     b\n');
  expect(shown).toContain('\nDescription of version 1\n  as registered\n');
  expect(shown).toContain('\nTags that the registry gave version 1\n  reviewed  yes\n');
  expect(JSON.parse(await models('show', 'clf_orders', '--json'))).toMatchObject({
    ...{ description: '# Orders\nthat come back', tags: { team: 'growth' } },
    registry_labels: { '1': { description: 'as registered', tags: { reviewed: 'yes' } } },
  });
  await models('describe', 'clf_orders', '--of', '1', '--remove');
  await models('untag', 'clf_orders', 'a');
  expect(await models('unalias', 'clf_orders', 'champion')).toBe('clf_orders version 1: @champion deleted\n');
  const [listed] = JSON.parse(await models('ls', '--json'));
  expect(listed).toMatchObject({ description: '# Orders\nthat come back', tags: { team: 'growth' } });
  expect(listed.registry_labels).toEqual({ '1': { description: null, tags: { reviewed: 'yes' } } });
  const held = await models('show', 'clf_orders', '--stage', 'Production', '--json');
  expect(JSON.parse(held)).toMatchObject({ registry_labels: { tags: { reviewed: 'yes' } } });
  expect(await models('show', 'clf_orders')).not.toMatch(/as registered|champion|\n {2}a /);
  expect((await repo.ok(['verify'])).stdout).toMatch(/valid/);
});

test('models are made, renamed and deleted, and the list leaves out what is gone', async () => {
  expect(await models('create', 'spare', '--tag', 'team=growth')).toBe('spare: model created\n');
  expect(await models('rename', 'spare', 'reserve')).toBe(
    'spare: renamed to reserve\nreserve: renamed from spare\n',
  );
  expect(await refused('tag', 'spare', 'a=b')).toMatch(/E_MODEL_RENAMED: .* is called `reserve` since/);
  expect(await refused('delete', 'clf_orders/1')).toMatch(/E_VERSION_SERVES: Version 1 of `clf_orders`/);
  expect(await models('delete', 'reserve', '--reason', 'nobody uses it')).toBe('reserve: model deleted\n');
  expect(await models('ls')).not.toMatch(/spare|reserve/);
  expect(await models('ls', '--all')).toMatch(/reserve .*deleted at .*\n.*spare .*renamed to reserve at /);
  expect(await models('history', 'reserve')).toMatch(/model deleted .*nobody uses it/);
});

test('what held a stage is told of its time, also under a name of then and of what was deleted since', async () => {
  const at = ['--at', new Date().toISOString()];
  const production = ['--stage', 'Production'];
  const held = /^version +models:\/(clf_orders|orders)\/1\nsince .*\n(?:.*\n)+now +(\w+)/;
  const then = async (model: string) =>
    held.exec(await models('show', model, ...production, ...at))?.slice(1);
  await models('rename', 'clf_orders', 'orders');
  expect(await then('clf_orders')).toEqual(['clf_orders', 'renamed']);
  expect(await refused('show', 'clf_orders', ...production)).toMatch(/^E_MODEL_RENAMED/);
  expect(await models('ls', '--all')).toMatch(
    /\nclf_orders +1 +renamed to orders at \S+ by \S+\norders +1 .* Production=1\n/,
  );
  const shown = await models('show', 'clf_orders');
  expect(shown).toMatch(
    /^clf_orders was renamed to orders at \S+ by octo\. What it was by then:\n\nVERSION /,
  );
  const late = await repo.ok(['models', 'history', 'clf_orders', '--since', '2999-01-01']);
  expect(late.stderr).toMatch(/clf_orders was renamed to orders at .*: what came after/);

  const archived = ['promote', 'orders', '1', 'Archived', '--reason', 'old'];
  await repo.ok(archived);
  expect(await models('show', 'orders', ...production, ...at)).toMatch(
    /\nget it +lineage-gate fetch models:\/orders\/1 --allow-archived\n$/,
  );
  await models('delete', 'orders/1');
  expect(await then('orders')).toEqual(['orders', 'deleted']);
  expect(await refused('show', 'orders', ...production)).toMatch(/^E_VERSION_NOT_FOUND/);
  await models('delete', 'orders');
  expect(await then('orders')).toEqual(['orders', 'deleted']);
  const json = JSON.parse(await models('show', 'orders', ...production, ...at, '--json'));
  expect(json).toMatchObject({ version: { version: 1 }, gone: { type: 'version-deleted' } });
  expect(await refused('show', 'orders', ...production)).toMatch(/^E_MODEL_DELETED/);
});

test('what does not fit is told, and nothing is written', async () => {
  const before = await repo.ledger();
  expect(await refused('alias', 'clf_orders', 'v1', '1')).toMatch(/E_NAME_INVALID.*taken for a version/);
  expect(await refused('unalias', 'clf_orders', 'x')).toMatch(/no alias "x".*It has none/);
  expect(await refused('describe', 'clf_orders')).toMatch(/E_INPUT_MISSING.*`--file FILE`/);
  expect(await refused('describe', 'clf_orders', '--file', 'none')).toMatch(
    /^E_PATH_MISSING: There is no file/,
  );
  expect(await refused('describe', 'clf_orders', '--file', 'data')).toMatch(
    /^E_FILE_UNREADABLE: "data" is no file/,
  );
  await repo.write({
    'bin.md': Buffer.from([35, 0, 35]),
    'large.md': 'x'.repeat(1024 * 1024 + 1),
    'empty.md': ' \n',
  });
  expect(await refused('describe', 'clf_orders', '--file', 'bin.md')).toMatch(
    /E_INPUT_INVALID: "bin.md" is binary/,
  );
  expect(await refused('describe', 'clf_orders', '--file', 'large.md')).toMatch(
    /"large.md" has 1\.0 MB, and/,
  );
  expect(await refused('describe', 'clf_orders', '--file', 'empty.md')).toMatch(/"empty.md" is empty/);
  expect(await refused('describe', 'clf_orders', '--text', 'a', '--remove')).toMatch(/E_INPUT_INVALID/);
  expect(await refused('tag', 'clf_orders', 'team')).toMatch(/E_TAG_INVALID.*has no "="/);
  expect(await refused('tag', 'clf_order', 'a=b')).toMatch(/Did you mean "clf_orders"\?/);
  expect(await refused('untag', 'clf_orders', 'a')).toMatch(/There is no tag "a".*No tag was set/);
  expect(await refused('history', 'clf_orders', '--format', 'xml')).toMatch(/E_INPUT_INVALID/);
  expect(await repo.ledger()).toBe(before);
});

test('an alias that looks like another one is refused, and an unknown name hints at its look-alike', async () => {
  await models('alias', 'clf_orders', 'champion', '1');
  const other = /E_NAME_INVALID: There is an alias `champion`, which differs from .* only in/;
  expect(await refused('alias', 'clf_orders', 'Champion', '1')).toMatch(other);
  expect(await refused('alias', 'clf_orders', 'champi0n', '1')).toMatch(other);
  expect(await refused('alias', 'clf_orders', 'ch\u0430mpion', '1')).toMatch(
    /E_NAME_INVALID.*different scripts/,
  );
  const again = await repo.cli(['register', 'clf_orders', '--alias', 'CHAMPION']);
  expect(again.stderr).toMatch(other);
  expect(await models('alias', 'clf_orders', 'champion', '1')).toMatch(/is so already/);
  await repo.ok(['register', 'p q']);
  expect(await refused('show', 'p%20q')).toMatch(/no registered model "p%20q".*Did you mean "p q"\?/);
  expect(await refused('show', 'CLF_0RDERS')).toMatch(
    /Did you mean "clf_orders" \(it differs only in signs that look the same, percent-encoded `clf_orders`\)\?/,
  );
});

test('the stage None names no version', async () => {
  const said = /E_INPUT_INVALID: `None` holds every version that was never moved.*`latest`/;
  expect(await refused('show', 'clf_orders', '--stage', 'none')).toMatch(said);
  expect(await refused('alias', 'clf_orders', 'x', 'None')).toMatch(said);
  expect((await repo.cli(['promote', 'clf_orders', 'None', 'Staging'])).stderr).toMatch(said);
  expect((await repo.cli(['fetch', 'models:/clf_orders/None'])).stderr).toMatch(said);
});

test('a damaged model is repaired by the command that `models repair` prints', async () => {
  const move = { type: 'stage-changed', from_stage: 'Staging', to_stage: 'Archived', reason: null };
  const [file = ''] = await forged(() => move);
  expect(await refused('show', 'clf_orders', '--stage', 'Production')).toContain(
    `E_MODEL_DAMAGED: The record ${file} moves version 1 from Staging`,
  );
  const tip = await repo.ledger();
  const proposal = await models('repair', 'clf_orders');
  expect(proposal).toContain(`  ${file}\n    moves version 1 from Staging, and it was in Production\n`);
  expect(proposal).toContain("\n  lineage-gate models repair clf_orders --reason 'WHY'\n");
  expect(await repo.ledger()).toBe(tip);
  expect(await models('repair', 'clf_orders', '--reason', 'by hand')).toBe(
    `1 record of clf_orders disowned\n  ${file}\n`,
  );
  expect(await models('show', 'clf_orders', '--stage', 'Production')).toMatch(
    /^version +models:\/clf_orders\/1\n/,
  );
  expect(await models('history', 'clf_orders')).toMatch(
    /✗ Staging → Archived \(does not count: is disowned by [0-9a-f]{32}\) +mallory/,
  );
  expect(await models('history', 'clf_orders', '--format', 'markdown')).toContain('~~Staging → Archived~~');
  const rows = (await models('history', 'clf_orders', '--format', 'csv')).split('\r\n');
  expect(rows).toHaveLength(1 + 4 + 1);
  expect(JSON.parse(await models('history', 'clf_orders', '--format', 'json'))).toMatchObject([
    ...[{ type: 'registered' }, { type: 'stage-changed' }],
    { event_id: path.basename(file, '.json'), not_counted: expect.stringMatching(/^is disowned by /) },
    { type: 'disowned', reason: 'by hand' },
  ]);
  expect(await models('repair', 'clf_orders')).toBe('clf_orders: there is nothing to disown.\n');
  expect((await repo.ok(['verify'])).stdout).toMatch(/record-disowned.*valid/s);
});

test('a forged event that fits is disowned by its path, unless the policy is against it', async () => {
  const move = { type: 'stage-changed', from_stage: 'Production', to_stage: 'Archived', reason: null };
  const [file = ''] = await forged(() => move);
  expect(await models('repair', 'clf_orders')).toMatch(/nothing to disown/);
  await repo.write({
    '.github/lineage.yml': 'version: 1\nstages: { Production: { allowed_actors: [alice] } }\n',
  });
  const stderr = await refused('repair', 'clf_orders', '--records', file, '--reason', 'by hand');
  expect(stderr).toMatch(/E_POLICY_NOT_MET.*`octo .*` asks, and only alice/);
  await repo.write({ '.github/lineage.yml': 'version: 1\n' });
  await models('repair', 'clf_orders', '--records', file, '--reason', 'by hand');
  expect(await models('show', 'clf_orders', '--stage', 'Production')).toMatch(
    /^version +models:\/clf_orders\/1\n/,
  );
});

test('where a stage needs approvals, another person approves the repair', async () => {
  const move = { type: 'stage-changed', from_stage: 'Staging', to_stage: 'Archived', reason: null };
  const [file = ''] = await forged(() => move);
  await repo.write({ '.github/lineage.yml': 'version: 1\nstages: { Staging: { approvals: 1 } }\n' });
  const asked = await models('repair', 'clf_orders', '--reason', 'by hand');
  const [, id = ''] = /requests approve ([0-9a-f]{32})\n$/.exec(asked) ?? [];
  expect(asked).toMatch(/^1 record of clf_orders to be disowned: 0 of 1 approval\(s\), until 2/);
  expect(asked).toContain(`\n  ${file}\n`);
  const listed = (await repo.ok(['requests', 'ls'])).stdout;
  expect(listed).toMatch(new RegExp(`${id} +clf_orders +– +disown 1 +.* 0 of 1 .* open`));
  const own = await repo.cli(['requests', 'approve', id]);
  expect(own).toMatchObject({ code: 1, stderr: expect.stringContaining('has asked for it') });
  await repo.git('config', 'user.name', 'alice');
  await repo.git('config', 'user.email', 'alice@users.noreply.github.com');
  const tip = await repo.ledger();
  const tried = (await repo.ok(['requests', 'approve', id, '--dry-run'])).stdout;
  expect(tried).toMatch(/Nothing was written\.\n$/);
  expect(await repo.ledger()).toBe(tip);
  const done = await repo.ok(['requests', 'approve', id]);
  expect(done.stdout).toBe(`1 record of clf_orders disowned\n  ${file}\n`);
  expect(await models('show', 'clf_orders', '--stage', 'Production')).toMatch(/models:\/clf_orders\/1\n/);
  expect(await models('history', 'clf_orders')).toMatch(/alice\S* approved request/);
});

test('of two events that follow the same one a person says which is forged', async () => {
  const { events } = JSON.parse(await models('show', 'clf_orders', '--json'));
  const { previous, event_id } = events.at(-1);
  const [file = ''] = await forged(() => ({ type: 'alias-set', alias: 'evil', previous }));
  const proposal = await models('repair', 'clf_orders');
  const both = [file, eventPath('clf_orders', event_id)];
  const [, path, rival] = /^(\S+) and (\S+) follow the same event/m.exec(proposal) ?? [];
  expect([path, rival].sort()).toEqual(both.sort());
  expect(proposal).toContain(`\n  lineage-gate models repair clf_orders --records ${rival}\n`);
  expect(proposal).toContain(`\n  lineage-gate models repair clf_orders --records ${path} --reason 'WHY'\n`);
  expect(await refused('repair', 'clf_orders', '--reason', 'by hand')).toMatch(
    /^E_INPUT_MISSING: .*`records`/,
  );
  await models('repair', 'clf_orders', '--records', file, '--reason', 'by hand');
  expect(await models('show', 'clf_orders', '--stage', 'Production')).toMatch(/\nreason +passed\n/);
  expect(await models('history', 'clf_orders')).toMatch(
    /registered.*\n.*✗ @evil \(does not count: is disowned by [0-9a-f]{32}\) +mallory\n.*None → Production/,
  );
  expect(await models('history', 'clf_orders', '--format', 'markdown')).toMatch(/~~@\u200b?evil~~/);
  expect((await repo.ok(['verify'])).stdout).toMatch(/1 warning\.\n$/);
});

test('an audit is one page, or a folder with the records that it rests on', async () => {
  const report = await models('audit', 'clf_orders');
  expect(report).toMatch(/^# Audit of the model `clf_orders`\n/);
  expect(report).toContain('✅ Valid');
  expect(report).toMatch(/\| local \|.*\n|\| `local` \|/);
  expect(await models('audit', 'clf_orders', '--out', 'audit')).toBe('audit\n');
  const written = await readdir(path.join(repo.dir, 'audit', 'records', 'models', 'clf_orders', 'events'));
  expect(written).toHaveLength(2);
  const text = await readFile(path.join(repo.dir, 'audit', 'report.md'), 'utf8');
  expect(text.split('\n').length).toBe(report.split('\n').length);
  expect(await refused('audit', 'clf_orders', '--out', 'audit')).toMatch(/E_FETCH_PATH/);
});

test('of what was approved it is told who asked, who approved, and on what verdict', async () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const person = (login: string) => ({ login, id: null, type: null });
  const waiver = { rule: 'x', model: null, reason: 'for now', by: 'dora', expires: '2999-12-31' };
  const finding = { rule: 'x', severity: 'error', subject: 'clf_orders', message: 'too low', mend: 'train' };
  const policy = { digest, verdict: 'pass', findings: [], waived: [{ finding, waiver }] };
  const change = {
    ...{ type: 'stage', from_stage: 'Production', to_stage: 'Staging', archive_existing: false },
    ...{ manifest_digest: digest, serves: null, rollback: false },
  };
  let request = '';
  await forged(
    () => ({
      ...{ type: 'approval-requested', actor: 'carol', change, reason: 'try it', approvals: 1, policy },
      ...{
        requesters: [person('carol'), person('erin')],
        expires_at: '2999-01-01T00:00:00Z',
        review: digest,
      },
    }),
    (before) => {
      request = before;
      const evidence = { via: 'local' };
      return { type: 'approved', request, review: digest, person: person('bob'), evidence, reason: null };
    },
    (before) => ({
      ...{ type: 'stage-changed', actor: 'carol', from_stage: 'Production', to_stage: 'Staging' },
      ...{ reason: 'try it', policy, request, approvals: [before] },
    }),
  );
  const held = await models('show', 'clf_orders', '--stage', 'Staging');
  expect(held).toMatch(
    /\nasked +carol with erin, \S+Z, request [0-9a-f]{32}\napproved +bob, \S+Z \(local\)\nby +carol\nreason +try it\n/,
  );
  expect(held).toMatch(
    /\npolicy +pass, sha256:a{64}\nwaived +Waived by dora until 2999-12-31 \(for now\): too low\ndata +orders_v2\.1\ncommit +[0-9a-f]{40}\n/,
  );
  expect(JSON.parse(await models('show', 'clf_orders', '--stage', 'Staging', '--json'))).toMatchObject({
    ...{ request: { actor: 'carol' }, approvals: [{ person: { login: 'bob' } }] },
  });
  expect(await models('history', 'clf_orders')).toMatch(/Production → Staging +carol +bob +try it\n$/);
  const [, , , , moved] = JSON.parse(await models('history', 'clf_orders', '--json'));
  expect(moved).toMatchObject({ type: 'stage-changed', approved_by: [{ login: 'bob' }] });
  expect(await models('audit', 'clf_orders')).toMatch(/Production → Staging \| carol \| bob \| try it/);
});

test('what the command line writes in a job says of which run it is, so that GitHub can be asked', async () => {
  const env = {
    ...{
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'octo/models',
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '1',
    },
    ...{ GITHUB_ACTOR: 'octo', GITHUB_ACTOR_ID: '1', GITHUB_EVENT_NAME: 'workflow_dispatch' },
  };
  const { stdout } = await repo.ok(['models', 'tag', 'clf_orders', 'owner=team', '--json'], { env });
  const { events } = JSON.parse(stdout);
  expect(events).toMatchObject([
    {
      type: 'tag-set',
      by: { ci_run_id: '77', ci_run_attempt: 1, actor_id: '1', event: 'workflow_dispatch' },
    },
  ]);
  const { stdout: laptop } = await repo.ok(['models', 'tag', 'clf_orders', 'owner=others', '--json']);
  expect(JSON.parse(laptop).events[0]).not.toHaveProperty('by');
});

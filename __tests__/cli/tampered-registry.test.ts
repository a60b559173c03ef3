import { rm, symlink } from 'node:fs/promises';
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
  await repo.ok(['register', 'clf_orders', '--alias', 'champion']);
});

afterEach(async () => {
  await repo.close();
});

/** What somebody commits to the ledger branch by hand. @param change of the files of its work tree, in the folder `by-hand` */
async function byHand(change: () => Promise<unknown>): Promise<void> {
  await repo.git('worktree', 'add', '--quiet', 'by-hand', 'lineage');
  await change();
  const inside = ['-C', path.join(repo.dir, 'by-hand')];
  await repo.git(...inside, 'add', '--all', '.');
  await repo.git(...inside, 'commit', '--quiet', '--message', 'By hand');
  await repo.git('worktree', 'remove', '--force', 'by-hand');
}

const wrote = (file: string, text: string) => byHand(() => repo.write({ [`by-hand/${file}`]: text }));

test('nothing follows an event that cannot be true, so that taking its file out mends the model as well', async () => {
  const shown = JSON.parse((await repo.ok(['models', 'show', 'clf_orders', '--json'])).stdout);
  const last: ModelEvent = shown.events.at(-1);
  const forged = {
    ...{ schema: last.schema, model: last.model, version: 1, at: last.at, actor: 'octo', ci_run_url: null },
    event_id: `${last.event_id.slice(0, -1)}${last.event_id.endsWith('0') ? '1' : '0'}`,
    previous: sha256(canonicalJson(last)),
    ...{ type: 'stage-changed', from_stage: 'Staging', to_stage: 'Archived', reason: null },
  };
  const file = eventPath('clf_orders', forged.event_id);
  await wrote(file, canonicalJson(forged));
  const tip = await repo.ledger();
  const refused = await repo.cli(['register', 'clf_orders', '--alias', 'next']);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain(`E_MODEL_DAMAGED: The record ${file} moves version 1 from Staging`);
  expect(await repo.ledger()).toBe(tip);

  await byHand(() => repo.git('-C', path.join(repo.dir, 'by-hand'), 'rm', '--quiet', file));
  expect((await repo.ok(['register', 'clf_orders', '--alias', 'next'])).stdout).toBe(
    'models:/clf_orders/1\n',
  );
  await repo.ok(['promote', 'clf_orders', '1', 'Staging']);
  const { findings } = JSON.parse((await repo.cli(['verify', '--json'])).stdout);
  expect(findings).toMatchObject([{ rule: 'record-removed', path: file }]);
});

test('folders that somebody pushed beside a model neither stop its registrations nor the list of the others', async () => {
  await wrote('models/CLF_orders/versions/1.json', '{}\n');
  await wrote('models/%zz/a.txt', 'x');
  const again = await repo.ok(['register', 'clf_orders', '--alias', 'next']);
  expect(again.stdout).toBe('models:/clf_orders/1\n');
  const other = await repo.ok(['register', 'other']);
  expect(other.stdout).toBe('models:/other/1\n');
  expect(other.stderr).toMatch(/models\/%zz is a folder that is named like no model; it is passed/);
  expect((await repo.cli(['register', 'Clf_Orders'])).stderr).toMatch(
    /^E_NAME_INVALID: There is a registered/m,
  );

  const list = await repo.cli(['models', 'ls']);
  expect(list.code).toBe(1);
  expect(list.stdout).toMatch(/^CLF_orders +– +cannot be read *\nclf_orders +1 .*\nother +1 .*$/m);
  expect(list.stderr).toMatch(
    /E_LEDGER_RECORD_INVALID: .*models\/%zz is .*\nE_MODEL_DAMAGED: .*`lineage-gate models repair CLF_orders`/,
  );
  const json = JSON.parse((await repo.cli(['models', 'ls', '--json'])).stdout);
  expect(json).toMatchObject([
    { model: 'CLF_orders', errors: [{ code: 'E_MODEL_DAMAGED' }] },
    { model: 'clf_orders', latest: 1, aliases: { champion: 1, next: 1 } },
    { model: 'other', latest: 1 },
  ]);

  await repo.ok(['models', 'repair', 'CLF_orders', '--reason', 'made to clash']);
  const mended = await repo.cli(['models', 'ls']);
  expect(mended.stdout).toMatch(/^CLF_orders +– +no version counts *\nclf_orders +1 .*\nother +1 .*$/m);
  expect(mended.stderr).toMatch(/^E_LEDGER_RECORD_INVALID: .*models\/%zz is .*\n$/);
});

const link = (file: string) =>
  byHand(async () => {
    const place = path.join(repo.dir, 'by-hand', file);
    await rm(place, { recursive: true, force: true });
    await symlink('../../../README.md', place);
  });

test('what a preview tells to type is not refused: an event that nothing leads to, and a fork that was disowned whole', async () => {
  const shown = JSON.parse((await repo.ok(['models', 'show', 'clf_orders', '--json'])).stdout);
  const last: ModelEvent = shown.events.at(-1);
  const forged = (end: string, previous: string) => {
    const { schema, model, at, event_id } = last;
    const event = {
      ...{ schema, model, at, event_id: `${event_id.slice(0, -2)}${end}`, actor: 'octo', previous },
      ...{ ci_run_url: null, version: 1, type: 'alias-set', alias: `a${end}` },
    };
    return { path: eventPath('clf_orders', event.event_id), text: canonicalJson(event) };
  };
  const told = async (...names: string[]) => {
    const { stdout } = await repo.ok(['models', 'repair', 'clf_orders', ...names]);
    const words = /lineage-gate (models repair clf_orders .*) --reason 'WHY'\n$/.exec(stdout)?.[1] ?? '';
    await repo.ok([...words.split(' '), '--reason', 'because']);
    return words;
  };
  const lost = forged('e0', sha256('nothing'));
  await wrote(lost.path, lost.text);
  expect(await told()).toContain(`--records ${lost.path}`);

  const after = JSON.parse((await repo.ok(['models', 'show', 'clf_orders', '--json'])).stdout).events.at(-1);
  const [one, other] = ['e1', 'e2'].map((end) => forged(end, sha256(canonicalJson(after))));
  if (one === undefined || other === undefined) throw new Error('two are forged');
  await wrote(one.path, one.text);
  await wrote(other.path, other.text);
  await repo.ok(['models', 'repair', 'clf_orders', '--reason', 'x', '--records', one.path, other.path]);
  const { events } = JSON.parse((await repo.ok(['models', 'show', 'clf_orders', '--json'])).stdout);
  const mistake = eventPath('clf_orders', events.at(-1).event_id);
  expect(await told('--records', mistake)).toMatch(/--records \S+ \S+$/);
});

test('a link below models takes away the model that it lies in, and the list of the others stays', async () => {
  await repo.ok(['register', 'other']);
  const event = eventPath('clf_orders', '01a1fce40c6973ed85f5f8e6835c2943');
  await link(event);
  expect((await repo.ok(['models', 'ls'])).stdout).toMatch(/^clf_orders .*damaged: .*\nother +1 .*$/m);
  await repo.ok(['fetch', 'models:/other/1', 'out/other']);
  await repo.ok(['fetch', 'models:/clf_orders/1', 'out/clf']);
  expect((await repo.cli(['promote', 'clf_orders', '1', 'Staging'])).stderr).toContain(
    `E_MODEL_DAMAGED: The record ${event} is a symbolic link`,
  );
  await repo.ok(['promote', 'other', '1', 'Staging']);
  await repo.ok(['models', 'repair', 'clf_orders', '--reason', 'a link']);
  await repo.ok(['promote', 'clf_orders', '1', 'Staging']);

  await link('models/notes');
  await link('models/clf_orders/versions');
  for (const verb of ['models', 'requests']) {
    const list = await repo.cli([verb, 'ls']);
    expect(list.code).toBe(1);
    expect(list.stderr).toMatch(
      /^E_LEDGER_RECORD_INVALID: models\/notes is a symbolic link, which no ledger has/m,
    );
  }
  const hidden = await repo.ok(['models', 'repair', 'clf_orders']);
  expect(hidden.stdout).toBe(
    [
      'Of clf_orders records are hidden, and no event can disown what hides them:',
      '  models/clf_orders/versions',
      '    is a symbolic link, which no ledger has',
      '    Revert the commit that put it there\n',
    ].join('\n'),
  );
  const listed = await repo.cli(['models', 'ls', '--json']);
  expect(JSON.parse(listed.stdout)).toMatchObject([
    { model: 'clf_orders', errors: [{ code: 'E_MODEL_DAMAGED' }] },
    { model: 'other' },
    { model: 'notes', errors: [{ code: 'E_LEDGER_RECORD_INVALID' }] },
  ]);
  expect(await repo.cli(['requests', 'ls'])).toMatchObject({
    stderr: expect.stringMatching(/E_MODEL_DAMAGED: The record models\/clf_orders\/versions /),
  });
  expect((await repo.cli(['fetch', 'models:/notes/1', 'out/notes'])).stderr).toContain(
    'E_LEDGER_RECORD_INVALID: models/notes is a symbolic link',
  );
  await repo.ok(['promote', 'other', '1', 'Production', '--reason', 'it is good']);
});

test('`latest` is no older version than the records say, and an archived one only where that is allowed', async () => {
  await wrote('models/clf_orders/versions/2.json', '{}\n');
  const { code, stderr } = await repo.cli(['fetch', 'models:/clf_orders/latest']);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /E_LEDGER_RECORD_INVALID: The record models\/clf_orders\/versions\/2\.json .*`lineage-gate models repair clf_orders`.*models:\/clf_orders\/1/,
  );
  expect((await repo.ok(['fetch', 'models:/clf_orders/1', 'one'])).stdout).toBe('one\n');
  await repo.ok(['models', 'repair', 'clf_orders', '--reason', 'by hand']);
  expect((await repo.ok(['fetch', 'models:/clf_orders/latest', 'newest'])).stdout).toBe('newest\n');
  await repo.ok(['promote', 'clf_orders', '1', 'Archived']);
  for (const version of ['latest', '1']) {
    const uri = `models:/clf_orders/${version}`;
    expect((await repo.cli(['fetch', uri, 'old'])).stderr).toMatch(/E_VERSION_ARCHIVED.*--allow-archived/);
    await repo.ok(['fetch', uri, `old-${version}`, '--allow-archived']);
  }
});

test.each(['versions', 'events'])(
  'what hides all %s of a model is told alone: the records that it does not hide are true',
  async (group) => {
    await repo.ok(['promote', 'clf_orders', '1', 'Staging']);
    await link(`models/clf_orders/${group}`);
    const hiding = `The record models/clf_orders/${group} is a symbolic link, which no ledger has`;
    for (const asked of ['1', 'latest', 'Staging', '@champion'].map((one) => `models:/clf_orders/${one}`)) {
      const { code, stderr } = await repo.cli(['fetch', asked.replace('/@', '@')]);
      expect(code).toBe(1);
      expect(stderr).toContain(hiding);
      expect(stderr).toContain('Revert the commit that put it there');
      expect(stderr).not.toMatch(
        /past the registry|by their number|clf_orders\/0|clf_orders\/\w+\/\w+\.json/,
      );
    }
    const { stderr } = await repo.cli(['models', 'show', 'clf_orders']);
    expect(stderr).toContain(hiding);
    expect(stderr).not.toMatch(/past the registry|\.json/);
    expect((await repo.cli(['requests', 'ls'])).stderr).toContain(hiding);
  },
);

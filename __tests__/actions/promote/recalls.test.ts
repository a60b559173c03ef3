import type { Host } from '../../../src/actions/host.js';
import { keepIssuesOfRecalls, recallsOf } from '../../../src/actions/promote/recalls.js';
import { renameModel } from '../../../src/commands/registry/rename.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { BUILT_IN_POLICY } from '../../../src/core/policy/policy.js';
import { recallPath } from '../../../src/ledger/layout.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { MODEL, RegistryWorld } from '../../commands/registry/setup.js';
import { adding, Folders, localLedger, RecordingLog } from '../../ledger/fixtures.js';
import { recalled } from '../../report/recall/views.js';
import { bareEnvironment, execOk } from '../../support/exec.js';

const folders = new Folders();
afterAll(() => folders.remove());

test('behind a move, recalls that cannot be read are a warning: the move stands', async () => {
  const folder = await folders.make();
  await execOk('git', ['init', '-q'], { cwd: folder, env: bareEnvironment(folder) });
  const ledger = localLedger(folder);
  await ledger.write(adding({ path: 'recalls', bytes: Buffer.from('no folder') }));
  const view = await ledger.view();
  const log = new RecordingLog();
  const moved = { model: 'clf', versions: [1], events: [{} as ModelEvent] };
  const rules = { policy: BUILT_IN_POLICY, seen: () => view, ask: undefined };
  await keepIssuesOfRecalls({ log } as unknown as Host, moved, rules);
  expect(log.lines).toEqual([
    expect.stringMatching(/What was asked for is done, but the issues of recalls .*: .*`?recalls`?/s),
  ]);
});

test('a recall that names a version by an earlier name of its model is one of it', async () => {
  const world = await RegistryWorld.served(folders);
  const event = recalled();
  const { affected } = event;
  expect(affected.versions).toEqual([{ model: MODEL, version: 2 }]);
  const bytes = await encodeRecord('recallEvent', event);
  await world.ledger.write(adding({ path: recallPath(event.event_id), bytes }));
  await renameModel({ from: MODEL, to: 'orders', reason: null }, world.deps());
  const view = await world.ledger.view();
  expect(await recallsOf('orders', [2], view)).toEqual([event.event_id]);
  expect(await recallsOf('orders', [1], view)).toEqual([]);
});

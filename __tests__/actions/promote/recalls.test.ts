import type { Host } from '../../../src/actions/host.js';
import { keepIssuesOfRecalls } from '../../../src/actions/promote/recalls.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { BUILT_IN_POLICY } from '../../../src/core/policy/policy.js';
import { adding, Folders, localLedger, RecordingLog } from '../../ledger/fixtures.js';
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

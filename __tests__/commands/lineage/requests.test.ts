import { jest } from '@jest/globals';
import { findImpact } from '../../../src/commands/lineage/impact.js';
import { indexSettledDays } from '../../../src/ledger/index/settle.js';
import { idAt, RecordingLog, requestsSince } from '../../ledger/fixtures.js';
import { add, at } from '../../ledger/index/fixtures.js';
import { Remote } from '../../ledger/remote.js';
import { trained } from '../recalled/world.js';

jest.setTimeout(120_000);

test('of a server, a package is asked about with three requests: look-ups, folders and records', async () => {
  const remote = await Remote.start();
  try {
    const { url } = await remote.repository();
    const [writer, log] = [await remote.open(url), new RecordingLog()];
    const runs = [1, 2, 3].map((day) => ({
      ...trained('a', { packages: { numpy: `1.${day}` } }),
      ...{ run_id: idAt(at(day)), started_at: new Date(at(day)).toISOString() },
    }));
    await add(writer, ...runs);
    await indexSettledDays(writer, { today: '2026-11-09', atLeast: 1, log });
    const view = await (await remote.open(url)).view();
    const start = remote.server.requests.length;
    const deps = { view, log, cwd: '/', env: {} };
    const { impact } = await findImpact({ reference: 'package:numpy<1.3', most: 9 }, deps);
    expect(impact.runs.map(({ run_id }) => run_id)).toEqual(runs.slice(0, 2).map(({ run_id }) => run_id));
    const asked = requestsSince(remote.server, start).filter((one) => one.startsWith('POST'));
    expect(asked).toHaveLength(3);
  } finally {
    await remote.close();
  }
});

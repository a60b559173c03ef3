import { recallPath } from '../../../src/ledger/layout.js';
import { readRecalls } from '../../../src/ledger/read/recalls.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { freshId, recalledEvent } from '../../commands/recalled/events.js';
import { adding, DAY, idAt, newRun, requestsSince } from '../fixtures.js';
import { Remote } from '../remote.js';

let remote: Remote;
beforeAll(async () => {
  remote = await Remote.start();
}, 30_000);
afterAll(() => remote.close());

const file = async (event: ReturnType<typeof recalledEvent>) => ({
  path: recallPath(event.event_id),
  bytes: await encodeRecord('recallEvent', event),
});

test('a tip without recalls costs no request, and one with many a single one', async () => {
  const { url } = await remote.repository();
  await (await remote.open(url)).append([await newRun(idAt(DAY))]);
  const none = await (await remote.open(url)).view();
  let start = remote.server.requests.length;
  expect(await readRecalls(none)).toEqual({ events: [], unreadable: [] });
  expect(requestsSince(remote.server, start)).toEqual([]);
  const events = Array.from({ length: 20 }, () => recalledEvent());
  await (await remote.open(url)).write(adding(...(await Promise.all(events.map(file)))));
  const view = await (await remote.open(url)).view();
  start = remote.server.requests.length;
  const found = await readRecalls(view);
  expect(found.events.map(({ event_id }) => event_id)).toEqual(events.map(({ event_id }) => event_id).sort());
  const posts = requestsSince(remote.server, start).filter((one) => one.startsWith('POST'));
  expect(posts.length).toBeLessThanOrEqual(1);
});

test('what cannot be read is named by its id, and what is named like no event is none', async () => {
  const { url, repo } = await remote.repository();
  const [sound, moved] = [recalledEvent(), recalledEvent()];
  const [broken, wrong, large, folder] = [freshId(), freshId(), freshId(), freshId()];
  await (await remote.open(url)).write(
    adding(
      await file(sound),
      { path: recallPath(broken), bytes: Buffer.from('{') },
      { path: recallPath(wrong), bytes: (await file(moved)).bytes },
      { path: recallPath(large), bytes: Buffer.alloc(1024 * 1024 + 1, ' ') },
      { path: `${recallPath(folder)}/x`, bytes: Buffer.from('x') },
      { path: 'recalls/notes.json', bytes: Buffer.from('{}') },
      { path: `recalls/${'f'.repeat(32)}.json`, bytes: Buffer.from('{}') },
      { path: 'recalls/more/x.json', bytes: Buffer.from('{}') },
    ),
  );
  const { events, unreadable } = await readRecalls(await (await remote.open(url)).view());
  expect(events).toEqual([sound]);
  const whys = new Map(unreadable.map(({ id, path, why }) => [id, `${path} ${why}`]));
  expect(new Set(whys.keys())).toEqual(new Set([broken, wrong, large, folder]));
  expect(whys.get(broken)).toBe(`${recallPath(broken)} is not JSON`);
  expect(whys.get(wrong)).toBe(`${recallPath(wrong)} is the record of another event`);
  expect(whys.get(large)).toMatch(/has 1048577 bytes and 1048576 is the most$/);
  expect(whys.get(folder)).toMatch(/is a folder where a file belongs, which no ledger has$/);
  // More than anybody writes are not read.
  const many = Array.from({ length: 1001 }, (_, at) => [recallPath(idAt(DAY, at)), '[]']);
  const { url: flooded, repo: of } = await remote.repository();
  await (await remote.open(flooded)).append([await newRun(idAt(DAY))]);
  await of.commit(Object.fromEntries(many), { branch: 'lineage', message: 'x' });
  const flood = await (await remote.open(flooded)).view();
  await expect(readRecalls(flood)).rejects.toThrow(/E_LEDGER_OVERSIZE: .*more than 1000 events/);
  // No folder at all is no answer.
  await repo.commit(
    { recalls: 'x' },
    { branch: 'lineage', message: 'x', remove: await repo.listFiles('lineage', 'recalls') },
  );
  const odd = await (await remote.open(url)).view();
  await expect(readRecalls(odd)).rejects.toThrow(/E_LEDGER_RECORD_INVALID/);
});

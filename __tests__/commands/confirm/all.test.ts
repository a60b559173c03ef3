import { confirmAll } from '../../../src/commands/confirm/all.js';
import type { AskEvent } from '../../../src/commands/confirm/ask.js';
import { UserError } from '../../../src/core/errors.js';
import { ALIAS } from '../../core/registry/confirm/support.js';
import { RecordingLog } from '../../ledger/fixtures.js';

const log = new RecordingLog();
const events = Array.from({ length: 30 }, (_, at) => ({ ...ALIAS, event_id: String(at).padStart(32, '0') }));
const refused = (what: string) => new UserError({ code: 'E_GITHUB_API', what, mend: 'x' });

test('eight are asked about at a time, and one that fails takes no other with it', async () => {
  let [open, most] = [0, 0];
  const ask: AskEvent = async (event) => {
    open += 1;
    most = Math.max(most, open);
    await new Promise(setImmediate);
    open -= 1;
    if (event === events[3]) throw refused('it is down (502)');
    return { state: 'confirmed', notes: [], conclusion: null };
  };
  const answers = await confirmAll([events.slice(0, 10), events.slice(10)], ask, log);
  expect(most).toBe(8);
  expect(answers.size).toBe(30);
  expect([...answers.values()].filter(({ state }) => state === 'confirmed')).toHaveLength(29);
  const [, , , failed] = events.map((event) => answers.get(event));
  expect(failed).toEqual({ state: 'unknown', why: 'could not be asked about: it is down (502)' });
});

test('once GitHub allows no more requests nobody asks on, and those that are left are told', async () => {
  let asked = 0;
  const ask: AskEvent = async () => {
    asked += 1;
    if (asked > 5) throw refused('API rate limit exceeded (403)');
    return { state: 'confirmed', notes: [], conclusion: null };
  };
  const answers = await confirmAll([events], ask, log);
  expect(asked).toBeLessThan(5 + 1 + 8);
  const left = [...answers.values()].filter((one) => one.state === 'unknown');
  expect(left).toHaveLength(25);
  const unasked = left.filter(({ why }) => /was not asked about any more: API rate limit/.test(why));
  expect(unasked.length).toBeGreaterThan(25 - 9);
  expect(log.lines.join()).toContain(`no more requests with this token: ${unasked.length} event(s) are left`);
});

test('a fault of ours is none of the ledger', async () => {
  const ask: AskEvent = async () => {
    throw new TypeError('a bug');
  };
  await expect(confirmAll([events], ask, log)).rejects.toThrow('a bug');
});

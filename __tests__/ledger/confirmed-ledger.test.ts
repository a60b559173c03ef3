import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ask, confirmedLedger, openConfirmedLedger } from '../../src/ledger/confirmed-ledger.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { Timing } from '../../src/ledger/write/backoff.js';
import { GitServer } from '../support/git-server.js';
import {
  adding,
  DAY,
  idAt,
  newRun,
  type RemoteChanges,
  remoteOptions,
  requestsSince,
  runFile,
} from './fixtures.js';
import { Remote } from './remote.js';

let remote: Remote;
/** Takes the same tokens. */
let elsewhere: GitServer;

beforeAll(async () => {
  remote = await Remote.start();
  elsewhere = await GitServer.start({ tokens: remote.server.tokens });
});

afterAll(async () => {
  await Promise.all([remote.close(), elsewhere.close()]);
});

/** A clock that waiting alone moves on. */
function clock(): Timing & { waited: () => number } {
  let time = 0;
  const sleep = async (milliseconds: number) => {
    time += milliseconds;
  };
  return { now: () => DAY + time, elapsed: () => time, random: () => 0.5, sleep, waited: () => time };
}

/** Answers one after the other; the last one goes on. */
function answers(...list: (boolean | null)[]): Ask & { asked: number } {
  const ask = async () => list[Math.min(ask.asked++, list.length - 1)] ?? null;
  ask.asked = 0;
  return ask;
}

describe('who is asked', () => {
  /** Writes to a ledger that says that all went well. */
  async function confirm(commit: string, how: { asks: Ask[]; timing: Timing }): Promise<void> {
    const believing = { write: async () => ({ value: '', commit }) } as unknown as Ledger;
    const reopen = () => believing;
    await confirmedLedger(believing, { ...how, reopen, where: 'lineage of here' }).write(adding());
  }

  test('once, when the answer is yes', async () => {
    const [first, second] = [answers(true), answers(true)];
    await confirm('c', { asks: [first, second], timing: clock() });
    expect([first.asked, second.asked]).toEqual([1, 0]);
  });

  test('again, while the answer may be old', async () => {
    const [first, second] = [answers(false, false, true), answers(true)];
    const timing = clock();
    await confirm('c', { asks: [first, second], timing });
    expect([first.asked, second.asked]).toEqual([3, 0]);
    expect(timing.waited()).toBeGreaterThan(0);
  });

  test('the next one, when the first cannot tell', async () => {
    const [first, second] = [answers(null), answers(null, true)];
    await confirm('c', { asks: [first, second], timing: clock() });
    expect([first.asked, second.asked]).toEqual([2, 2]);
  });

  test.each([
    [[false], [true]],
    [[null], [false]],
    [[null], [null]],
  ])('%j and %j: after ten seconds it is not recorded', async (one, other) => {
    const timing = clock();
    const asks = [answers(...one), answers(...other)];
    await expect(confirm('c0ffee', { asks, timing })).rejects.toThrow(
      /E_LEDGER_ELSEWHERE: .*c0ffee.*lineage of here/,
    );
    expect(timing.waited()).toBe(10_000);
  });
});

/** A ledger of one run, as a machine has it that has seen nothing of it yet. */
async function confirmed(asks: Ask, changes: Partial<RemoteChanges> = {}) {
  const { repo, url } = await remote.repository();
  await (await remote.open(url)).write(adding(await runFile(idAt(DAY))));
  const folders: string[] = [];
  const newFolder = async () => {
    const folder = await remote.folders.make();
    folders.push(folder);
    return folder;
  };
  const folder = await remote.folders.make();
  const options = remoteOptions({ url, token: remote.token, folder, ...changes });
  return { repo, url, folders, ledger: openConfirmedLedger({ ...options, asks, newFolder }) };
}

/** Leads the pushes of a repository elsewhere. @param name of the one on the server @param folder of ours */
async function redirect(name: string, folder: string): Promise<void> {
  await elsewhere.createRepo(name);
  const url = elsewhere.url(name).replace('http://', `http://x-access-token:${remote.token}@`);
  // What is pushed builds on this commit.
  await elsewhere.repo(name).fetchFrom(remote.server.repo(name), 'refs/heads/lineage:refs/heads/lineage');
  const setting = `[remote "lineage-ledger"]\n\tpushurl = ${url}\n`;
  await appendFile(join(folder, 'thin.git', 'config'), setting);
}

describe('a push that a setting leads elsewhere is no record', () => {
  test.each([
    ['the server says so', answers(false)],
    ['only git can say so', answers(null)],
  ])('%s', async (_, asks) => {
    const timing = clock();
    const at = await confirmed(asks, { ...timing, deadlineMs: 3_000 });
    const { fullName } = at.repo;
    const before = await at.repo.resolve('refs/heads/lineage');
    await at.ledger.view();
    await redirect(fullName, at.folders[0] ?? '');
    const run = await newRun(idAt(DAY, 1));
    await expect(at.ledger.append([run])).rejects.toThrow(
      /E_LEDGER_ELSEWHERE: git says that commit \w+ was pushed/,
    );
    // The attack was real: git took it for done. From now on every push there is too late, and its runs are parked there.
    const next = [await newRun(idAt(DAY, 2))];
    await expect(at.ledger.append(next)).rejects.toThrow(/E_LEDGER_ELSEWHERE: git says that runs\/.*waits/);
    expect(await elsewhere.repo(fullName).resolve('refs/heads/lineage')).not.toBe(before);
    expect(await at.repo.resolve('refs/heads/lineage')).toBe(before);
  });
});

describe('where nobody but git can tell', () => {
  test('a new repository looks for the commit, with three requests', async () => {
    const at = await confirmed(answers(null));
    const start = remote.server.requests.length;
    const { commit } = await at.ledger.append([await newRun(idAt(DAY, 1))]);
    expect(commit).toBe(await at.repo.resolve('refs/heads/lineage'));
    const made = requestsSince(remote.server, start);
    const push = made.indexOf('POST /git-receive-pack');
    expect(made.slice(push + 1)).toEqual([
      'GET /info/refs?service=git-upload-pack',
      'POST /git-upload-pack',
      'POST /git-upload-pack',
    ]);
  });

  test.each(['true', 'false'])('also below what others wrote meanwhile; filters: %s', async (filters) => {
    let others = 0;
    const asks: Ask = async () => {
      others += 1;
      await (await remote.open(at.url)).append([await newRun(idAt(DAY, 10 + others))]);
      return null;
    };
    const at = await confirmed(asks);
    await at.repo.git(['config', 'uploadpack.allowFilter', filters]);
    const { commit } = await at.ledger.append([await newRun(idAt(DAY, 1))]);
    expect(others).toBe(1);
    expect(await at.repo.resolve('lineage^')).toBe(commit);
  });
});

test('nobody is asked about what is not on the branch', async () => {
  const asks = answers(false);
  const at = await confirmed(asks);
  expect(await at.ledger.write(() => ({ ...adding()(), files: [] }))).toMatchObject({ commit: null });
  expect(asks.asked).toBe(0);
});

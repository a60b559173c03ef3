import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Git } from '../../../src/ledger/git/git.js';
import { ObjectStore } from '../../../src/ledger/git/object-store.js';
import type { NewRun } from '../../../src/ledger/ledger.js';
import { parkedCommit } from '../../../src/ledger/write/parked.js';
import { BareRepo } from '../../support/bare-repo.js';
import { bareEnvironment } from '../../support/exec.js';
import { GitServer } from '../../support/git-server.js';
import { makeTempDir, removeDir } from '../../support/temp.js';
import { DAY, IDENTITY, idAt, remoteLedger } from '../fixtures.js';
import { type Lab, type Report, runCase } from './case.js';
import { Gate } from './gate.js';
import { BASE_RUN, makeRun, registration } from './records.js';
import { INBOX, Repo } from './repo.js';
import type { Driver } from './strata.js';

const A_DAY = 86_400_000;

/** Opens what cases need. @param hasServer whether they go over HTTP */
export async function openLab(hasServer: boolean): Promise<Lab & { close: () => Promise<void> }> {
  const folder = await makeTempDir('lineage-gate-faults-');
  const gate = await Gate.open(folder);
  const server = hasServer ? await GitServer.start() : undefined;
  const nothing = await BareRepo.create(join(folder, 'nothing.git'), 'octo/nothing');
  const ledger = await withLedger(folder);
  const parked = await withParked(folder, ledger);
  // Fewer files to copy.
  for (const { dir } of [ledger, parked]) await new Repo(dir).git(['repack', '-a', '-d', '-q']);
  // Nobody pulls the plug of this machine: what waits for its disk waits for nothing.
  for (const { dir } of [nothing, ledger, parked]) await new Repo(dir).git(['config', 'core.fsync', 'none']);
  await writeFile(join(folder, '.gitconfig'), '[core]\n\tfsync = none\n');
  return {
    gate,
    folder,
    server,
    templates: {
      nothing: { dir: nothing.dir, runs: [] },
      ledger,
      parked,
    },
    close: async () => {
      gate.close();
      await server?.close();
      await removeDir(folder);
    },
  };
}

/** A ledger with runs of two days and a registered model. */
async function withLedger(folder: string): Promise<{ dir: string; runs: NewRun[] }> {
  const { dir } = await BareRepo.create(join(folder, 'ledger.git'), 'octo/ledger');
  const ids = [BASE_RUN, idAt(DAY - A_DAY, 2), idAt(DAY, 3)];
  const runs = await Promise.all(
    ids.map((id, index) => makeRun(id, { name: `base-${index}`, hasSeries: index === 1 })),
  );
  const home = join(folder, 'home');
  await mkdir(home);
  const ledger = remoteLedger({ url: dir, folder: home, now: () => DAY });
  await ledger.append(runs);
  await ledger.write((view) => registration(view, { run: BASE_RUN, token: 'base', eventId: idAt(DAY, 4) }));
  return { dir, runs };
}

/** The same, and two runs whose writers died after they had parked them; the ids of all others sort after theirs. */
async function withParked(folder: string, from: { dir: string; runs: readonly NewRun[] }) {
  const repo = await Repo.copy(from.dir, join(folder, 'parked.git'));
  const git = new Git({ folder, gitDir: repo.dir, env: bareEnvironment(folder) });
  const store = new ObjectStore(git, 'sha1', repo.dir);
  const runs = [...from.runs];
  for (const seed of [5, 6]) {
    const run = await makeRun(idAt(DAY - 2 * A_DAY, seed), { name: `parked-${seed}`, hasSeries: seed === 5 });
    const commit = parkedCommit(store, run, { identity: IDENTITY, at: DAY });
    await store.write(commit.objects);
    await repo.git(['update-ref', `${INBOX}${run.run_id}`, commit.id]);
    runs.push(run);
  }
  return { dir: repo.dir, runs };
}

/** @returns reports in the order of their seeds */
export async function runCases(lab: Lab, driver: Driver, seeds: readonly number[]): Promise<Report[]> {
  const waiting = [...seeds.entries()];
  const reports: Report[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, seed] = next;
      reports[index] = await runCase(lab, driver, seed);
    }
  };
  await Promise.all(Array.from({ length: 3 }, work));
  return reports;
}

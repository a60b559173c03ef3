import { type Ancestry, Descents } from '../../../src/commands/recalled/descent.js';
import { openRecalls } from '../../../src/commands/recalled/open-recalls.js';
import type { RecalledEvent, RunRecord } from '../../../src/core/generated/types.js';
import { recallPath, runPath } from '../../../src/ledger/layout.js';
import type { Ledger, LedgerView } from '../../../src/ledger/ledger.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { run } from '../../core/lineage/world.js';
import { adding, codeAt, DAY, type Folders, idAt, localLedger, RecordingLog } from '../../ledger/fixtures.js';
import { initRepository } from '../../support/repository.js';

type Told = Parameters<typeof run>[1] & { changes?: Partial<RunRecord> };

/** The id of a run that a test calls by a letter. */
export const id = (letter: string) => idAt(DAY, 5000 + letter.charCodeAt(0));
/** The id of a recall that a test calls by a number. */
export const recallId = (number: number) => idAt(DAY + 86_400_000, 9000 + number);

/** A run by a letter, with what of it matters to lineage; a parent is named by its letter. */
export function trained(letter: string, { parent, changes = {}, ...told }: Told = {}): RunRecord {
  const parent_run_id = parent === undefined ? null : id(parent);
  const record = run(letter, told);
  const { code } = record.inputs;
  const inputs = { ...record.inputs, code: code && { ...codeAt(code.commit), ...code } };
  return { ...record, inputs, run_id: id(letter), parent_run_id, ...changes };
}

/** `dataset:orders@v2.1` and what else a test says of a recall. */
export function recalled(
  what: RecalledEvent['what'],
  changes: Partial<Omit<RecalledEvent, 'affected'>> & { affected?: Partial<RecalledEvent['affected']> } = {},
): RecalledEvent {
  const { affected, ...others } = changes;
  return {
    schema: 'lineage-gate/recall-event/v1',
    event_id: recallId(1),
    ...{ at: '2026-11-22T00:00:00Z', actor: 'octo', ci_run_url: null, type: 'recalled' },
    ...{ what, reason: 'labels leak', severity: 'high', discovered_at: null, incident: null, contact: null },
    affected: { runs: [], versions: [], contents: [], left_out: 0, ...affected },
    ...others,
  };
}

export function dataset(name: string, version: string, contents: string[] = []): RecalledEvent['what'] {
  return { kind: 'dataset', name, version, repository: null, contents, other_names: [] };
}

export async function emptyLedger(folders: Folders): Promise<Ledger> {
  const folder = await folders.make();
  await initRepository(folder);
  return localLedger(folder);
}

export async function addRecalls(ledger: Ledger, ...events: readonly RecalledEvent[]): Promise<void> {
  const files = events.map(async (event) => ({
    path: recallPath(event.event_id),
    bytes: await encodeRecord('recallEvent', event),
  }));
  await ledger.write(adding(...(await Promise.all(files))));
}

export async function addRuns(ledger: Ledger, ...runs: readonly RunRecord[]): Promise<void> {
  const files = runs.map(async (one) => ({
    path: runPath(one.run_id),
    bytes: await encodeRecord('run', one),
  }));
  await ledger.write(adding(...(await Promise.all(files))));
}

/** A ledger with these runs and recalls. */
export async function ledgerOf(
  folders: Folders,
  { runs, recalls }: { runs: readonly RunRecord[]; recalls: readonly RecalledEvent[] },
): Promise<Ledger> {
  const ledger = await emptyLedger(folders);
  await addRuns(ledger, ...runs);
  await addRecalls(ledger, ...recalls);
  return ledger;
}

export async function ancestry(
  view: LedgerView,
  of: RunRecord,
  digest: string | null = null,
): Promise<Ancestry> {
  const recalls = await openRecalls(view, { log: new RecordingLog() });
  return new Descents(recalls, view).of(of, digest);
}

/** Severities with paths, in which runs are called by their letters. */
export function told({ descents }: Ancestry): string[] {
  const letter = (text: string) =>
    text.replace(/run `([0-9a-f]{32})`/, (_, run_id: string) => {
      const known = [...'abcdefghijklmnopqrstuvwxyzABC'].find((one) => id(one) === run_id);
      return known ?? run_id;
    });
  return descents.map(({ severity, path }) => `${severity}: ${path.map(letter).join(' → ')}`);
}

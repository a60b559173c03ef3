import type { RunPicture } from '../../collect/pictures.js';
import type { Amendment, RunRecord } from '../../core/generated/types.js';
import { derivedId, timeOfId } from '../../core/ids.js';
import { canonicalJson } from '../../core/json.js';
import type { Log } from '../../core/log.js';
import { type SeriesPoint, seriesLine } from '../../core/series.js';
import { indexSettledDays } from '../../ledger/index/settle.js';
import { amendmentPath, firstAmendmentPath, runFolder, runPath, seriesPath } from '../../ledger/layout.js';
import type { Appended, Ledger, NewFile, NewRun } from '../../ledger/ledger.js';
import { encodeRecord } from '../../ledger/read/records.js';
import { bytesOfOtherRun } from './amendment/other-run.js';

/** What may be written beside a record and its training curves. */
interface Beside {
  pictures?: readonly RunPicture[];
  /** The one of the run that comes with its record. */
  amendment?: Amendment | undefined;
}

/** A run as it is written to the ledger: its record, and its training curves and all else of it beside it. */
export async function newRun(
  record: RunRecord,
  series: readonly SeriesPoint[],
  { pictures = [], amendment }: Beside = {},
): Promise<NewRun> {
  const { run_id } = record;
  const files: NewFile[] = [{ path: runPath(run_id), bytes: await encodeRecord('run', record) }];
  if (series.length > 0) {
    files.push({ path: seriesPath(run_id), bytes: Buffer.from(series.map(seriesLine).join('')) });
  }
  for (const { name, bytes } of pictures) files.push({ path: `${runFolder(run_id)}/${name}`, bytes });
  if (amendment !== undefined)
    files.push({
      path: amendmentPath(amendment.event_id),
      bytes: await encodeRecord('amendment', amendment),
    });
  return { run_id, files, message: messageOf(record) };
}

/** A run with another record, which may have another id: all that is beside it goes with it. */
export async function withRecord(run: NewRun, record: RunRecord): Promise<NewRun> {
  const [from, to] = [runFolder(run.run_id), runFolder(record.run_id)];
  const bytes = await encodeRecord('run', record);
  const files = run.files.map((file) => {
    if (file.path === firstAmendmentPath(run.run_id))
      return {
        path: firstAmendmentPath(record.run_id),
        bytes: bytesOfOtherRun(file.bytes, run.run_id, record.run_id),
      };
    return {
      path: `${to}${file.path.slice(from.length)}`,
      bytes: file.path === runPath(run.run_id) ? bytes : file.bytes,
    };
  });
  return { run_id: record.run_id, files, message: messageOf(record) };
}

/** A run with its record, as it is written. */
export interface OwnRun {
  run: NewRun;
  record: RunRecord;
}

/**
 * The same run under another id, for where something else has taken its own: always the same one, so that it is recorded once, however
 * often that is tried.
 */
export async function underOtherId({ run, record }: OwnRun): Promise<OwnRun> {
  const run_id = derivedId(timeOfId(run.run_id), canonicalJson(record));
  const other = { ...record, run_id, evidence_id: record.evidence_id ?? run.run_id };
  return { run: await withRecord(run, other), record: other };
}

/** A run whose command has got another id, of which it is or is not a part. */
export async function ofOtherId({ run, record }: OwnRun, from: string, to: string): Promise<OwnRun> {
  const { parent_run_id, context } = record;
  const other = {
    ...record,
    parent_run_id: parent_run_id === from ? to : parent_run_id,
    context: { ...context, command_run: to },
  };
  return { run: await withRecord(run, other), record: other };
}

/** Tells of a run that {@link underOtherId} made. */
export function takenText(from: string, to: string): string {
  return `The ledger has something else under the id of run ${from}: the run is recorded as ${to}, and its record says so. Look at the commit that added the other one.`;
}

/** Writes a run to the ledger, in one commit with those that its command made beside it. */
export async function writeRun(
  run: NewRun,
  deps: { ledger: Ledger; log: Log; beside?: readonly NewRun[] },
): Promise<Appended & { path: string }> {
  const path = runPath(run.run_id);
  const appended = await deps.ledger.append([run, ...(deps.beside ?? [])]);
  const { commit } = appended;
  if (commit !== null) deps.log.info(`Recorded run ${run.run_id} as ${path} (commit ${commit}).`);
  return { ...appended, path };
}

/** Once a day somebody adds the look-ups of the days before. The run is recorded already, and the ledger as good without them. */
export async function refreshLookUps(deps: { ledger: Ledger; log: Log; now(): number }): Promise<void> {
  const { ledger, log } = deps;
  const today = new Date(deps.now()).toISOString().slice(0, 10);
  try {
    const { days } = await indexSettledDays(ledger, { today, log });
    if (days.length > 0) log.info(`Added look-ups for ${days.length} day(s) to the ledger.`);
  } catch (error) {
    log.debug(`look-ups were not brought up to date: ${(error as Error).message}`);
  }
}

export function messageOf(record: RunRecord): { subject: string; trailers: [string, string][] } {
  const metrics = Object.entries(record.outputs.metrics)
    .slice(0, 3)
    .map(([key, { value }]) => `${key}=${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`);
  return {
    subject: ['run', record.run_name ?? record.experiment, record.status, ...metrics].join(' '),
    trailers: [['Lineage-Run', record.run_id]],
  };
}

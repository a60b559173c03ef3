import { isUtf8 } from 'node:buffer';
import { type EvidenceFiles, invalidEvidence } from '../../collect/evidence/evidence-zip.js';
import { picturesProblem, type RunPicture } from '../../collect/pictures.js';
import { UserError } from '../../core/errors.js';
import { KEYS_LIMIT } from '../../core/flatten.js';
import type { Amendment, RunRecord } from '../../core/generated/types.js';
import { firstAmendmentId, timeOfId } from '../../core/ids.js';
import { beyondLimits } from '../../core/run-limits.js';
import { POINTS_LIMIT, parseSeriesLine, type SeriesPoint } from '../../core/series.js';
import { firstAmendmentPath, runPath } from '../../ledger/layout.js';
import type { Decode } from '../../ledger/read/json-record.js';
import { changesOf } from '../track/amendment/amendment.js';
import type { RunFacts } from './facts.js';

/** How much earlier than the workflow run a training may have begun by the clock of its machine, in milliseconds. */
const EARLIER = 24 * 60 * 60_000;
/** How much later than its evidence was handed over a training may have ended by that clock, in milliseconds. */
const LATER = 5 * 60_000;

export interface Evidence {
  record: RunRecord;
  series: SeriesPoint[];
  amendment: Amendment | null;
  pictures: RunPicture[];
}

/** @throws UserError E_EVIDENCE_INVALID when the files are no record of this run, as the ledger would hold it */
export function parseEvidence(
  files: EvidenceFiles,
  { runId, ...decoders }: { runId: string; decode: Decode<RunRecord>; decodeAmendment: Decode<Amendment> },
): Evidence {
  return {
    record: withinLimits(decoded(files.record, runPath(runId), decoders.decode)),
    series: seriesOf(files.series),
    amendment: amendmentOf(files.amendment, { runId, decode: decoders.decodeAmendment }),
    pictures: picturesOf(files.pictures),
  };
}

function amendmentOf(
  bytes: Buffer | null,
  { runId, decode }: { runId: string; decode: Decode<Amendment> },
): Amendment | null {
  if (bytes === null) return null;
  const amendment = decoded(bytes, firstAmendmentPath(runId), decode);
  const isOwn = amendment.subject.run_id === runId && amendment.event_id === firstAmendmentId(runId);
  if (!isOwn) throw invalidEvidence('holds an amendment that is not that of its run');
  try {
    changesOf(amendment);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw invalidEvidence(
      `holds an amendment that ${inSentence(`cannot be applied: ${error.message}`)}`,
      error,
    );
  }
  return amendment;
}

function decoded<T>(bytes: Buffer, path: string, decode: Decode<T>): T {
  try {
    return decode(path, bytes);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const subject = `The record ${path} `;
    const [problem = ''] = error.faults.map(({ what }) => what);
    throw invalidEvidence(`holds a record that ${inSentence(problem.replace(subject, ''))}`, error);
  }
}

/** What the schema does not say of the limits that `track` keeps. */
function withinLimits(record: RunRecord): RunRecord {
  const beyond = beyondLimits(record);
  if (beyond !== undefined) throw invalidEvidence(`holds a record that ${inSentence(beyond)}`);
  return record;
}

function seriesOf(bytes: Buffer | null): SeriesPoint[] {
  if (bytes === null) return [];
  if (!isUtf8(bytes)) throw invalidEvidence('has training curves that are not UTF-8');
  const lines = bytes.toString('utf8').split('\n');
  if (lines.pop() !== '') throw invalidEvidence('has training curves whose last line does not end');
  if (lines.length > POINTS_LIMIT)
    throw invalidEvidence(`has training curves of ${lines.length} points, and ${POINTS_LIMIT} are the most`);
  const points = lines.map((line, index) => {
    const point = parseSeriesLine(line);
    if (point === undefined) throw invalidEvidence(`has training curves with no point in line ${index + 1}`);
    return point;
  });
  const metrics = new Set(points.map(({ key }) => key)).size;
  if (metrics > KEYS_LIMIT)
    throw invalidEvidence(`has training curves of ${metrics} metrics, and ${KEYS_LIMIT} are the most`);
  return points;
}

function picturesOf(pictures: RunPicture[]): RunPicture[] {
  const problem = picturesProblem(pictures);
  if (problem !== undefined) throw invalidEvidence(problem);
  return pictures;
}

/**
 * Holds a record against what GitHub knows of the workflow run that handed it over.
 * @param handedOver when the evidence was made, in milliseconds since 1970
 * @throws UserError E_EVIDENCE_INVALID
 */
export function requireOwn(record: RunRecord, facts: RunFacts, handedOver: number): void {
  const { run } = facts;
  const commit = record.inputs.code?.commit ?? null;
  if (commit !== run.headSha) {
    const found = commit === null ? 'no commit' : `commit \`${commit.slice(0, 12)}\``;
    throw invalidEvidence(
      `is of ${found}, and the workflow run is of commit \`${run.headSha.slice(0, 12)}\``,
    );
  }
  if (record.context.ci_run_id !== String(run.id)) {
    throw invalidEvidence(`says that it is of another workflow run than ${run.id}, which handed it over`);
  }
  const from = Date.parse(run.createdAt) - EARLIER;
  const to = handedOver + LATER;
  const times = {
    'run id': timeOfId(record.run_id),
    started_at: Date.parse(record.started_at),
    ended_at: Date.parse(record.ended_at),
  };
  for (const [name, time] of Object.entries(times)) {
    if (time >= from && time <= to) continue;
    const about = `is dated outside of the workflow run that handed it over, by its ${name}`;
    throw invalidEvidence(`${about}; the clock of a machine of your own may be wrong`);
  }
}

/** Foreign text within a sentence of ours: bounded, on one line, without Markdown. */
function inSentence(text: string): string {
  return text.slice(0, 300).replace(/[^\x20-\x5f\x61-\x7e]/g, '?');
}

import { createHash } from 'node:crypto';
import { v7 } from 'uuid';

/**
 * A run or event id: UUIDv7 as 32 lower-case hex digits, so that ids sort by time.
 * @param now milliseconds since 1970
 * @param random 16 random bytes
 */
export function newId(now: number, random: Uint8Array): string {
  return v7({ msecs: now, random }).replaceAll('-', '');
}

/**
 * The id that stands for a text at an instant: always the same one, and none that whoever writes the text can choose.
 * @param now milliseconds since 1970
 */
export function derivedId(now: number, text: string): string {
  return newId(now, createHash('sha256').update(text).digest().subarray(0, 16));
}

/** Id of the record of a run that a client knew by an id which is no id of ours, or another record's: by when it was made, and that id. */
export function clientRunId(now: number, client_id: string): string {
  return derivedId(now, `mlflow ${client_id}`);
}

/** Digits that mean a record alone, also where a client knew another run by its id. */
export function digitsOfRecord(run_id: string): string {
  return run_id.slice(0, -1);
}

/** Id of the amendment that is written together with the record of a run: what its client said and the record has no words for. */
export function firstAmendmentId(run_id: string): string {
  return derivedId(timeOfId(run_id), `first amendment ${run_id}`);
}

/**
 * An id that belongs to a text: 52 of its random bits are those of the text's digest. Whoever answers it by its id alone answers for
 * nothing else that has the same one.
 */
export function boundId(id: string, text: string): string {
  const digest = createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, BOUND.end - BOUND.start);
  return id.slice(0, BOUND.start) + digest + id.slice(BOUND.end);
}

/** Behind version and variant; what is left beside the time tells ids of one millisecond apart. */
const BOUND = { start: 17, end: 30 };

/** Makes ids of which each sorts after the one before, also when several are made within one millisecond. */
export function idMaker(now: () => number, random: () => Uint8Array): () => string {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    last = Math.max(now(), last + 1);
    return newId(last, random());
  };
}

const ID = /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/;

export function isId(text: string): boolean {
  return ID.test(text);
}

/** Whether a text can be the id of a run that another program made: MLflow's have 32 hex digits too, and no time in them. */
export function isAnyRunId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** When an id was made, in milliseconds since 1970. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 12), 16);
}

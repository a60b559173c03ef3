import { randomUUID } from 'node:crypto';
import type { Long } from '../state/long.js';

/** No text of a client's begins like this, since nobody can guess it. */
const MARK = randomUUID();
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, 'g');

/** A whole number in the body of an answer: one that `JSON.stringify` cannot write becomes one by {@link withLongs}. */
export function wireLong(value: Long): number | string {
  return typeof value === 'bigint' ? `${MARK}${value}` : value;
}

/** @param json of a body */
export function withLongs(json: string): string {
  return json.includes(MARK) ? json.replace(MARKED, '$1') : json;
}

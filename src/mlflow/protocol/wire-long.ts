import type { Long } from '../state/long.js';

/** No text of a client's can look like this: within a text a quotation mark has a backslash before it. */
const START = '{"int64":"';
const MARKED = /\{"int64":"(-?\d+)"\}/g;

/** A whole number in the body of an answer: one that `JSON.stringify` cannot write becomes one by {@link withLongs}. */
export function wireLong(value: Long): number | { int64: string } {
  return typeof value === 'bigint' ? { int64: String(value) } : value;
}

/** @param json of a body */
export function withLongs(json: string): string {
  return json.includes(START) ? json.replace(MARKED, '$1') : json;
}

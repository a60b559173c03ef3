import type { KeyValue } from '../state/entities.js';
import { message, text } from './message.js';

/** A param or tag as it is sent. */
export const PAIR = message({ key: text, value: text });

/** What is not sent is an empty text, as it is to MLflow. */
export function pair({ key, value }: { key?: string | undefined; value?: string | undefined }): KeyValue {
  return { key: key ?? '', value: value ?? '' };
}

export function pairs(map: ReadonlyMap<string, string>): KeyValue[] {
  return [...map].map(([key, value]) => ({ key, value }));
}

/** The last of several of one key counts. */
export function pairMap(listed: readonly KeyValue[]): ReadonlyMap<string, string> {
  return new Map(listed.map(({ key, value }) => [key, value]));
}

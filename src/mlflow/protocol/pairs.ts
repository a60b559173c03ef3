import type { KeyValue } from '../state/entities.js';
import { type Check, message, text } from './message.js';
import { pythonJson } from './python-text.js';

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

/** MLflow's parser stops at a tag that it cannot read and keeps what was read till then; here no tag is lost in silence. */
export const READABLE_TAGS: Check = {
  field: 'tags',
  fault: (sent) =>
    sent === null || (Array.isArray(sent) && sent.every(isPair))
      ? undefined
      : `Invalid value ${pythonJson(sent)} for parameter 'tags' supplied: Each must be an object with a key and a value, both texts.`,
};

function isPair(item: unknown): boolean {
  if (item === null || typeof item !== 'object') return false;
  return ['key', 'value'].every((name) => {
    const value = (item as Record<string, unknown>)[name] ?? '';
    return typeof value === 'string';
  });
}

import type { Stored } from '../generated/types.js';

/**
 * What to do first where the bytes are said to be in a local store, which each clone has of its own; nothing where they are not.
 * @returns sentences, the last without a full stop
 */
export function bringSentence(places: readonly Stored[]): string[] {
  return places.some(({ type }) => type === 'local')
    ? [
        'They were stored in the `.lineage/` of the clone that recorded them, on this machine or another: copy its `.lineage/objects` into the one here, or fetch them there',
      ]
    : [];
}

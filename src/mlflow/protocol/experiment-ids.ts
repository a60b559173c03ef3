import { createHash } from 'node:crypto';
import { DEFAULT_EXPERIMENT, DEFAULT_NAME } from '../state/experiments.js';
import type { State } from '../state/state.js';

const DIGITS = 18;

/**
 * 18 decimal digits from the name that an experiment was first seen under, so that two servers give it the same id. Where another
 * experiment has that id, the next one is tried.
 */
export function experimentIdFor(name: string, { experiments }: Pick<State, 'experiments'>): string {
  for (let attempt = 0; ; attempt++) {
    const seen = attempt === 0 ? name : `${name}\u0000${attempt}`;
    const id = (digestNumber(seen) % 10n ** BigInt(DIGITS)).toString().padStart(DIGITS, '1');
    if (!experiments.has(id)) return id;
  }
}

/** The id that a name has where nobody has seen another one. */
export function firstExperimentId(name: string): string {
  return name === DEFAULT_NAME ? DEFAULT_EXPERIMENT : experimentIdFor(name, { experiments: new Map() });
}

function digestNumber(text: string): bigint {
  return BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 32)}`);
}

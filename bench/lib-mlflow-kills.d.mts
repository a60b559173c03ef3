import type { leftBehind } from '../src/commands/track/mlflow/left-behind.js';

export type Mode = 'script' | 'server' | 'disk' | 'cancel';

export const MODES: readonly Mode[];

export function smallDisk(): { folder: string; remove(): void } | undefined;

export interface BrokenOff {
  /** Call at which it was. */
  at: number;
  acknowledged: number;
  refused: number;
  recorded: number;
  /** Keys of metrics that were acknowledged and are not there. */
  missing: string[];
  /** Keys of metrics that are there, and were refused or never sent. */
  wrong: string[];
}

export function brokenOff(
  mode: Mode,
  seed: number,
  options: { place: string; leftBehind: typeof leftBehind; disk?: string | undefined },
): Promise<BrokenOff>;

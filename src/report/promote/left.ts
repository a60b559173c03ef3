import { formatNumber } from '../units.js';

/** That a request did not name all records, for the one who asked; empty where it did. */
export function leftWords(left: number, state: string): string {
  if (left === 0) return '';
  const what = `${formatNumber(left)} more ${left === 1 ? 'is' : 'are'} left`;
  return state === 'done' ? `${what}; ask again.` : `${what}; ask again once these are disowned.`;
}

import { asWord } from './shell-word.js';

/*
 * What a person types to carry a ledger's branch, or to look at it. With full names: of a short one git takes the tag before the
 * branch, and whoever may push tags need not be one who may write the ledger.
 */

/** @param target where it goes to in the clone */
export function fetchCommand(branch: string, { remote = 'origin', target = headOf(branch) } = {}): string {
  return `git fetch ${remote} ${asWord(`${headOf(branch)}:${target}`)}`;
}

export function pushCommand(branch: string): string {
  return `git push origin ${asWord(headOf(branch))}`;
}

/** What git takes for the branch and nothing else, where it is there. */
export function headOf(branch: string): string {
  return `refs/heads/${branch}`;
}

import { appliesTo } from '../../core/policy/globs.js';
import { listFilesBetween, listFilesOfCommit } from '../../github/commit-files.js';
import type { HistoryCommit } from '../../github/history.js';
import { orRefused } from '../../github/refused.js';
import type { LineFound } from './line-search.js';
import { once } from './once.js';
import type { BaselineDeps } from './request.js';

/** Commits whose files are asked for one by one; of more only all together. */
const MOST_ASKED = 5;

/**
 * Counts the commits between a baseline and the judged change that have no run and change what the policy applies to: of what
 * cannot be told each counts.
 */
export function untrainedCounter(deps: BaselineDeps): (found: LineFound) => Promise<number> {
  const { policy, repository, github } = deps;
  const applies = (files: readonly string[] | null) => files === null || appliesTo(policy, files);
  const ask = async (work: () => Promise<string[] | null>) => {
    const purpose = { what: 'list the files of commits', permission: 'contents: read' };
    const files = await orRefused(purpose, work);
    return applies(files !== null && 'done' in files ? null : files);
  };
  const matters = once((sha) => ask(async () => listFilesOfCommit(await github(), { ...repository, sha })));
  const anyMatters = once((range) =>
    ask(async () => {
      const [base = '', head = ''] = range.split('...');
      return listFilesBetween(await github(), { ...repository, base, head });
    }),
  );
  return async ({ at, untrained }) => {
    if (policy.applies_to === null || untrained.length === 0) return untrained.length;
    if (untrained.length > MOST_ASKED)
      return (await anyMatters(`${at.sha}...${untrained[0]?.sha}`)) ? untrained.length : 0;
    const all = await Promise.all(untrained.map(({ sha }: HistoryCommit) => matters(sha)));
    return all.filter(Boolean).length;
  };
}

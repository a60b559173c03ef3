import { dayAfter } from '../../core/run-query.js';
import { commitDate } from '../../github/commits.js';
import { orRefused } from '../../github/refused.js';
import { firstRunAt } from '../../github/workflow-runs.js';
import type { GateDeps } from './request.js';

/** Where only the commit says when it was made, which may be anything: so many days are read at least and at most. */
const LEAST_DAYS = 7;
const MOST_DAYS = 35;

export interface ReadFrom {
  /** `2026-11-21` */
  day: string;
  /** What the verdict should be read with, without a full stop; null where nothing can be missing. */
  note: string | null;
}

/** The day from which on every record is read for a decision about a commit, since an index could hide some: one before its first workflow run. */
export async function readFrom(
  sha: string,
  { github, repository, now }: Pick<GateDeps, 'github' | 'repository' | 'now'>,
): Promise<ReadFrom> {
  const client = await github();
  const about = { ...repository, sha };
  const purpose = { what: `list the workflow runs for ${sha}`, permission: 'actions: read' };
  const first = await orRefused(purpose, () => firstRunAt(client, about));
  if (typeof first === 'string') return { day: dayAfter(first.slice(0, 10), -1), note: null };
  const today = new Date(now()).toISOString().slice(0, 10);
  const [latest, earliest] = [dayAfter(today, -LEAST_DAYS), dayAfter(today, -MOST_DAYS)];
  const date = await orRefused({ what: `read the commit ${sha}`, permission: 'contents: read' }, () =>
    commitDate(client, about),
  );
  // A commit that GitHub does not tell of is looked for as far back as any.
  const day = typeof date === 'string' ? dayAfter(date.slice(0, 10), -1) : earliest;
  if (day > latest) return { day: latest, note: null };
  if (day >= earliest && typeof date === 'string') return { day, note: null };
  const why =
    first === null
      ? 'GitHub knows no workflow run for it'
      : 'to know when its first workflow run was, the gate needs the permission `actions: read`';
  const note = `Of runs of commit \`${sha.slice(0, 7)}\` before ${earliest} only those count that the index of the ledger names (${why})`;
  return { day: earliest, note };
}

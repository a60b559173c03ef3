import type { RunRecord } from '../../core/generated/types.js';

export type Context = RunRecord['context'];

/** What a CI system says about the commit that its job is about. */
export interface CiCode {
  /** `owner/name` */
  repository: string | null;
  /** e.g. `https://github.com`; tells whether a remote is on the same server. */
  server_url: string | null;
  ref: string | null;
  /** The pull request's head commit, or else the pushed commit. */
  commit: string | null;
  /** The merge commit that the CI system made of a pull request for this job. */
  merge_commit: string | null;
  base_commit: string | null;
  /** Further commits that a job may check out without leaving what the event is about. */
  also: readonly string[];
}

/** What started a job, as far as a gate must know it to find what it judges. */
export interface Trigger {
  /** Branch that a pull request or a merge queue goes into. */
  base_ref: string | null;
  /** Commit that the branch was at before a push. */
  before: string | null;
  /** Ref of a merge queue's group. */
  queue_ref: string | null;
  /** Id of the finished workflow run that a `workflow_run` event is about. */
  workflow_run_id: number | null;
  /** Pull request that a comment or another event of an issue is about. */
  commented_pull: number | null;
  /** Of the repository. */
  default_branch: string | null;
}

/** The CI system that a run takes place in, read once from what it gave the job. */
export interface Ci {
  /** Lower-case kebab, e.g. `github-actions`; null on a laptop. */
  name: string | null;
  context: Context;
  /** Null when the CI system says nothing about commits, and on a laptop. */
  code: CiCode | null;
  /** In GitHub Actions only. */
  trigger?: Trigger;
}

/** Value of the tag `triggered_by`. */
export function triggeredBy(ci: Pick<Ci, 'name'>): string {
  return ci.name === null ? 'local' : `ci/${ci.name}`;
}

/** Text as a record may hold it: no control characters, at most `max` characters; null when nothing is left. */
export function asText(value: unknown, max = 500): string | null {
  if (typeof value !== 'string') return null;
  const clean = value.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  const characters = [...clean];
  return clean === '' ? null : characters.length > max ? characters.slice(0, max).join('') : clean;
}

/** A full object id of git, SHA-1 or SHA-256; null for anything else, the id of zeros included. */
export function asCommit(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const id = value.trim().toLowerCase();
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id) && !/^0+$/.test(id) ? id : null;
}

/** A whole number from 1 on; null for anything else. */
export function asCount(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 1 ? number : null;
}

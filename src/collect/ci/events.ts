/** What a job's own commit is, by its event. */
export type Own =
  /** The head of the pull request; the commit that GitHub merged it into for a test is another one of the same code. */
  | 'head'
  /** What `GITHUB_SHA` says: a commit that somebody who may write to this repository put on a branch or tag. */
  | 'sha';

/** What a gate judges on it. */
export type Judges =
  /** The job's own commit. */
  | 'own'
  /** The pull request's head, by the event's payload: the job's own commit is the base branch's. */
  | 'head'
  /** The queue's commit, or else the head of the pull request behind it. */
  | 'queue'
  /** The head of the workflow run that has finished. */
  | 'workflow-run'
  /** What is checked out, or else the head of the pull request that the event names, or else the job's own commit. */
  | 'checkout';

export interface EventFacts {
  own: Own;
  judges: Judges;
  /** Whether GitHub takes the write token from a job that Dependabot started by it. */
  dependabot: boolean;
  /** For people, in docs/track.md. */
  commit: string;
  ref: string;
  pull: string;
  base: string;
  trust: string;
  gate: string;
}

const HEAD = "the pull request's head; the merge commit that GitHub tests is kept beside it";
const PAYLOAD = {
  pull: "the event's",
  base: "the pull request's base",
  trust: '`fork` for a fork or Dependabot, else `trusted`',
};
const OF_PULL = {
  own: 'head',
  judges: 'own',
  dependabot: true,
  commit: HEAD,
  ref: '`refs/pull/N/merge`',
  ...PAYLOAD,
  gate: 'the head',
} satisfies EventFacts;
const CHECKED_OUT = {
  own: 'sha',
  judges: 'checkout',
  dependabot: false,
  pull: 'that of another commit, if one is checked out: [looked up](#another-commit-than-the-events)',
  base: 'of that pull request',
  trust: '`trusted`; of another commit as looked up',
  gate: 'the commit that is checked out',
} satisfies Partial<EventFacts>;

/**
 * Every event that a training is known to be started by: what its commit, ref, pull request, base and trust are, and what a gate judges.
 * The one place for it: code asks {@link eventFacts}, and the table in docs/track.md is held against this one by a test.
 */
export const EVENTS = {
  push: {
    own: 'sha',
    judges: 'own',
    dependabot: true,
    commit: 'the pushed commit; of a tag the commit that it names',
    ref: 'the branch, or `refs/tags/NAME`',
    pull: 'none',
    base: 'none',
    trust: '`trusted`; `fork` when Dependabot pushed',
    gate: 'the pushed commit, against where the branch was before',
  },
  pull_request: OF_PULL,
  pull_request_review: OF_PULL,
  pull_request_review_comment: OF_PULL,
  pull_request_target: {
    own: 'sha',
    judges: 'head',
    dependabot: false,
    commit: 'the base branch, or the head where that is checked out',
    ref: 'the base branch',
    ...PAYLOAD,
    trust: '`fork` for a fork, whatever is checked out, else `trusted`',
    gate: 'the head',
  },
  merge_group: {
    own: 'sha',
    judges: 'queue',
    dependabot: false,
    commit: "the queue's own commit",
    ref: '`refs/heads/gh-readonly-queue/…`',
    pull: "none; the gate reads it from the queue's ref",
    base: 'the commit that the group is built on',
    trust: '`trusted`: people with write access queue',
    gate: "the queue's commit, else the head of the pull request behind it",
  },
  workflow_run: {
    own: 'sha',
    judges: 'workflow-run',
    dependabot: false,
    commit: 'the default branch, or the head of that run where it is checked out',
    ref: 'the default branch',
    pull: "none; the gate finds that of the run's head",
    base: 'none',
    trust: '`fork` when the head of that run is in another repository, else `trusted`',
    gate: 'the head of the workflow run that has finished',
  },
  issue_comment: {
    ...CHECKED_OUT,
    commit: 'the default branch, or the head of the pull request where it is checked out',
    ref: 'the default branch, or `refs/pull/N/head`',
    gate: 'the commit that is checked out, else the head of the pull request that the comment is on',
  },
  workflow_dispatch: {
    ...CHECKED_OUT,
    commit: 'the ref that it was started for, or what is checked out',
    ref: 'that branch or tag',
  },
  repository_dispatch: {
    ...CHECKED_OUT,
    commit: 'the default branch, or what is checked out',
    ref: 'the default branch',
  },
  schedule: {
    ...CHECKED_OUT,
    commit: 'the default branch, or what is checked out',
    ref: 'the default branch',
  },
  release: {
    ...CHECKED_OUT,
    commit: 'the commit of its tag, or what is checked out',
    ref: '`refs/tags/NAME`',
  },
} satisfies Record<string, EventFacts>;

/** What only Dependabot can be behind, beside the events above. */
const DEPENDABOT_TOO = new Set(['create', 'deployment', 'deployment_status']);

/** Facts of an event; those that nobody trains on are like a schedule: they run on a branch or tag of this repository. */
export function eventFacts(name: string | null): Pick<EventFacts, 'own' | 'judges' | 'dependabot'> {
  if (name !== null && Object.hasOwn(EVENTS, name)) return EVENTS[name as keyof typeof EVENTS];
  return { own: 'sha', judges: 'checkout', dependabot: DEPENDABOT_TOO.has(name ?? '') };
}

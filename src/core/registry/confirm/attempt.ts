/** Somebody or something that acts on GitHub. */
export interface AttemptActor {
  login: string;
  /** GitHub's number. A login can change hands, a number cannot. */
  id: string;
  /** `User`, `Bot`: GitHub's own word. Left out where only a token tells of it. */
  type?: string;
}

/** What GitHub says of one attempt of a workflow run. */
export interface AttemptFacts {
  /** Who started the run first. */
  actor: AttemptActor | null;
  /** Who started this attempt. */
  triggeringActor: AttemptActor | null;
  event: string;
  headSha: string;
  headBranch: string | null;
  /** Path of the workflow's file, with `@ref` behind it at times. */
  path: string;
  /** Null where only a token tells of the attempt. */
  displayTitle: string | null;
  /** RFC 3339. */
  startedAt: string;
  /** When it last changed, RFC 3339. */
  updatedAt: string;
  /** Null while it runs. */
  conclusion: string | null;
}

/** What is known beside the attempt, of the repository that it ran in. */
export interface Surroundings {
  /** Whether the commit is on the default branch, or on one that the policy allows promotions from; null where GitHub does not know it. */
  reviewed: boolean | null;
  /** For people: the branches that `reviewed` is about. */
  branches: readonly string[];
  /** Stage that a decision is about; null for what is about none. */
  stage: string | null;
  /** The version that `latest` meant when a decision was made; null where nobody knows. */
  newest: number | null;
  /** Workflow files that the policy lets decide; null: any. */
  workflows: readonly string[] | null;
  /** Who approved in an environment, with its name; null where nobody asked. */
  reviewers: readonly (AttemptActor & { environment: string })[] | null;
  /** Milliseconds since 1970. */
  now: number;
}

/** How an event stands to what GitHub says. */
export type Confirmation =
  | {
      state: 'confirmed';
      notes: readonly string[];
      conclusion: string | null;
      /** Whether the run is gone, and the token that the event keeps says so. */
      byToken?: true;
    }
  /** What differs, ends of sentences about the event. */
  | { state: 'contradicted'; why: readonly [string, ...string[]] }
  /** Why nobody can tell, the end of a sentence about the event. */
  | { state: 'unknown'; why: string };

/** A path of a workflow file without the ref behind it. */
export function workflowFile(path: string): string {
  return path.replace(/@.*$/s, '');
}

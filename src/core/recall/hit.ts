import type { Produced } from '../lineage/producers.js';

/**
 * `warn`: another run, which is not recalled, has made the same bytes, or nobody can tell whether a version is in a range.
 * `judged-on`: it is no part of the weights, which were evaluated on it.
 */
export type Severity = 'refuse' | 'warn' | 'judged-on';

/** Something of a run's record that is recalled. */
export interface Hit {
  /** Id of the recall. */
  recall: string;
  /** For people; foreign names stand between backticks. With `made` it is said beside it what that is. */
  what: string;
  severity: Severity;
  /** Whether it is the very thing; else what had come from it when it was recalled. */
  isItself: boolean;
  /** Set where nothing but the recall's own list of affected runs says so, and the list is whole. */
  isListed?: true;
  /** Set where a tag of a version means data that was made of it, as `taggedKey` has it. */
  tagged?: string;
  /**
   * What was read that came from it, and the run that made that, as the record has it; null where that is one of those that did come from
   * it. Where another one has made the same and is not recalled, nobody knows which was read.
   */
  made?: {
    by: string | null;
    contents: readonly string[];
    /** Whose bytes they are, where more is known of that than the contents. */
    origin?: Produced | undefined;
  };
}

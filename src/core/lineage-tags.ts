import { Faults } from './errors.js';
import { tagsFaults } from './key-values.js';

export interface TagSources {
  /** `tags` of the workflow or command line. */
  given: Readonly<Record<string, string>>;
  /** `tags.json` that the training script left. It ran later and knows better, so it wins over `given`. */
  script: Readonly<Record<string, string>>;
  /** Derived from the datasets; null when there are none. */
  datasetVersion: string | null;
  /** Commit that the code was at; null outside a git repository. */
  commit: string | null;
  /** Commit that was checked out in its stead, which joins it with another. */
  mergeCommit?: string | null;
  /** `ci/github-actions`, another CI's name, or `local`. */
  triggeredBy: string;
}

/**
 * The run's tags. What Lineage Gate observed itself cannot be claimed otherwise: `git_commit` can be given only where
 * no commit is known, `triggered_by` only where no CI was recognised (a scheduler of one's own).
 * @throws UserError E_TAG_INVALID
 */
export function lineageTags(sources: TagSources): Record<string, string> {
  const tags: Record<string, string> = Object.assign(Object.create(null), sources.given, sources.script);
  const faults = new Faults();
  if (sources.datasetVersion !== null) tags['dataset_version'] ??= sources.datasetVersion;
  if (sources.commit !== null) {
    if (isCommit(tags['git_commit'], sources)) delete tags['git_commit'];
    observed(tags, { key: 'git_commit', value: sources.commit }, faults);
  }
  if (sources.triggeredBy !== 'local')
    observed(tags, { key: 'triggered_by', value: sources.triggeredBy }, faults);
  tags['triggered_by'] ??= sources.triggeredBy;
  // Each source is within the limits by itself.
  for (const fault of tagsFaults(Object.entries(tags), 'tags')) faults.add(fault);
  faults.throwIfAny();
  return tags;
}

/** Whether a script means the run's commit: it asks git for the short id, and on a pull request git knows the merge commit alone. */
function isCommit(claimed: string | undefined, { commit, mergeCommit }: TagSources): boolean {
  const text = claimed?.trim().toLowerCase() ?? '';
  return /^[0-9a-f]{7,64}$/.test(text) && [commit, mergeCommit].some((id) => id?.startsWith(text));
}

function observed(tags: Record<string, string>, fact: { key: string; value: string }, faults: Faults): void {
  const claimed = tags[fact.key];
  if (claimed !== undefined && claimed !== fact.value) {
    faults.add({
      code: 'E_TAG_INVALID',
      what: `The tag \`${fact.key}\` is given as \`${claimed}\`, but it is \`${fact.value}\``,
      where: `tags, ${fact.key}`,
      mend: `Remove \`${fact.key}\` from the tags: Lineage Gate records it itself`,
    });
  }
  tags[fact.key] = fact.value;
}

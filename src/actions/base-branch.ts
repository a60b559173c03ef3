import type { Ci } from '../collect/ci/ci.js';

/** Branch that the job's commit goes into, or is on; for a tag the default branch. Null when none is known. */
export function baseBranch({ trigger, code }: Ci): string | null {
  const ref = code?.ref ?? '';
  const own = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
  return trigger?.base_ref ?? own ?? trigger?.default_branch ?? null;
}

import type { Candidate } from '../../src/core/registry/registration.js';

const AT = '2026-11-21T10:00:00Z';

/** A model that wants a version; models with the same digest are the same model. */
export function candidate(digest: string): Candidate {
  return {
    model: 'clf',
    run_id: '01a1fcd5bbe5703381d71515631610fb',
    run_path: 'model',
    manifest: {
      files: [],
      digest,
      size_bytes: 0,
      format: 'generic',
      flavors: {},
      signature: null,
      dependencies: [],
      framework: null,
    },
    stored: [],
    tags: {},
    description: null,
    card: null,
    policy: { digest, verdict: 'pass', findings: [] },
    registered_at: AT,
    registered_by: 'octocat',
  };
}

/** @param used how many ids of events there are already */
export function eventFacts(used = 0) {
  let count = used;
  const newId = () => `01a1fcd5bbe5703381d7${String(count++).padStart(12, '0')}`;
  return { at: AT, actor: 'octocat', ci_run_url: null, newId };
}

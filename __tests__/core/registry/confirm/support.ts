import { sha256 } from '../../../../src/core/digest.js';
import type {
  ApprovedEvent,
  EventOrigin,
  ModelEvent,
  StageChangedEvent,
} from '../../../../src/core/generated/types.js';
import { boundId } from '../../../../src/core/ids.js';
import type { AttemptFacts, Surroundings } from '../../../../src/core/registry/confirm/attempt.js';

export const COMMIT = 'c'.repeat(40);
export const REQUEST = boundId('0123456789ab7def8123456789abcdef', 'clf orders');

export const BY: EventOrigin = {
  actor_id: '11',
  triggering_actor: 'alice',
  event: 'workflow_dispatch',
  repository: 'o/r',
  ref: 'refs/heads/main',
  commit: COMMIT,
  workflow_ref: 'o/r/.github/workflows/promote.yml@refs/heads/main',
  ci_run_id: '77',
  ci_run_attempt: 1,
};

const COMMON = {
  schema: 'lineage-gate/model-event/v1',
  event_id: 'e'.repeat(32),
  model: 'clf orders',
  version: 3,
  at: '2026-11-21T09:30:00Z',
  actor: 'alice',
  ci_run_url: null,
  by: BY,
  previous: null,
} as const;

export const MOVE: StageChangedEvent = {
  ...COMMON,
  type: 'stage-changed',
  from_stage: 'Staging',
  to_stage: 'Production',
  reason: null,
};

export const APPROVED: ApprovedEvent = {
  ...COMMON,
  type: 'approved',
  request: REQUEST,
  review: sha256('review'),
  person: { login: 'alice', id: '11', type: 'User' },
  evidence: { via: 'dispatch' },
  reason: null,
};

export const ALIAS: ModelEvent = { ...COMMON, type: 'alias-set', alias: 'champion' };

export const ATTEMPT: AttemptFacts = {
  actor: { login: 'alice', id: '11' },
  triggeringActor: { login: 'alice', id: '11' },
  event: 'workflow_dispatch',
  headSha: COMMIT,
  headBranch: 'main',
  path: '.github/workflows/promote.yml',
  displayTitle: 'promote clf orders 3 → Production',
  startedAt: '2026-11-21T09:29:00Z',
  updatedAt: '2026-11-21T09:31:00Z',
  conclusion: 'success',
};

export const AROUND: Surroundings = {
  reviewed: true,
  branches: ['main'],
  stage: 'Production',
  newest: null,
  workflows: null,
  reviewers: null,
  now: Date.parse('2026-11-22T00:00:00Z'),
};

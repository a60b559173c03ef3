import type { ModelEvent } from '../../generated/types.js';
import type { AttemptActor, AttemptFacts, Surroundings } from './attempt.js';

/**
 * Whose decision an event is, by what GitHub says: its own words name whom its writer likes. Null where GitHub names nobody.
 * The login is the present one, or the one that a token has signed.
 */
export function actingAccount(
  event: ModelEvent,
  { actor, triggeringActor }: AttemptFacts,
  { reviewers }: Pick<Surroundings, 'reviewers'>,
): AttemptActor | null {
  if (!('evidence' in event)) return actor;
  const { person, evidence } = event;
  switch (evidence.via) {
    case 'environment':
      return (
        reviewers?.find(({ id, environment }) => id === person.id && environment === evidence.environment) ??
        null
      );
    case 'comment':
      return actor;
    case 'dispatch':
      return triggeringActor;
    case 'local':
      return null;
  }
}

/** Whether an event rests on who let a job into an environment. */
export function isReviewed(event: ModelEvent): boolean {
  return 'evidence' in event && event.evidence.via === 'environment';
}

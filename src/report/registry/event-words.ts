import type { ApprovedEvent, ModelEvent } from '../../core/generated/types.js';
import type { Hiding } from '../../core/registry/state.js';

type Words = { [T in ModelEvent['type']]: (event: Extract<ModelEvent, { type: T }>) => string };

/** What each type of event says, in a few plain words without markup. */
const WORDS: Words = {
  registered: ({ run_id }) => (run_id === null ? 'registered, unjudged' : `registered from run ${run_id}`),
  'model-created': () => 'model created',
  'model-renamed': ({ model, from, to }) => (model === from ? `renamed to ${to}` : `renamed from ${from}`),
  'model-deleted': () => 'model deleted',
  'version-deleted': () => 'version deleted',
  'alias-set': ({ alias }) => `@${alias}`,
  'alias-deleted': ({ alias }) => `@${alias} deleted`,
  'stage-changed': ({ from_stage, to_stage, archived = [], rollback, override }) =>
    `${from_stage} → ${to_stage}${rollback ? ' (rollback)' : ''}${override ? ' (without the approvals it needs)' : ''}${
      archived.length === 0 ? '' : ` (archived ${some(archived)})`
    }`,
  'description-set': ({ description }) => (description === null ? 'description deleted' : 'description set'),
  'tag-set': ({ key, value }) => `tag ${key}=${value}`,
  'tag-deleted': ({ key }) => `tag ${key} deleted`,
  'approval-requested': ({ event_id, change, approvals }) =>
    `request ${event_id}: ${
      change.type === 'stage'
        ? `${change.from_stage} → ${change.to_stage}`
        : `disown ${change.records.length} record(s)`
    }, needs ${approvals} approval(s)`,
  approved: ({ request, person }) => `${person.login} approved request ${request}`,
  rejected: ({ request, person }) => `${person.login} rejected request ${request}`,
  cancelled: ({ request }) => `request ${request} cancelled`,
  refused: ({ request, policy }) => `request ${request} refused: ${policy.findings.length} finding(s)`,
  disowned: ({ records }) => `disowned ${some(records.map(({ path }) => path))}`,
};

/** One event can name a thousand, and a table is as wide as its widest cell. */
const MOST_SHOWN = 3;

function some(all: readonly (string | number)[]): string {
  const rest = all.length - MOST_SHOWN;
  return `${all.slice(0, MOST_SHOWN).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

export function wordsOf(event: ModelEvent): string {
  return (WORDS[event.type] as (event: ModelEvent) => string)(event);
}

/** What hides a model or a version, when and by whom. */
export function goneWords(event: Hiding): string {
  const what = event.type === 'model-renamed' ? `renamed to ${event.to}` : 'deleted';
  return `${what} at ${event.at} by ${whoOf(event)}`;
}

/** Why somebody did it, where the event says so. */
export function reasonOf(event: ModelEvent): string {
  return 'reason' in event ? (event.reason ?? '') : '';
}

/** Who did it, without an address. */
export function whoOf(event: Pick<ModelEvent, 'actor' | 'by'>): string {
  return `${(event.actor ?? '–').replace(/ <[^<>]*>$/, '')}${rerunOf(event)}`;
}

/** A re-run keeps the actor of the first attempt. */
export function rerunOf({ actor, by }: Pick<ModelEvent, 'actor' | 'by'>): string {
  const other = by?.triggering_actor ?? actor;
  return other === null || other === actor ? '' : ` (re-run by ${other})`;
}

/** Who approved it; empty where nobody had to. */
export function approversOf(approvals: readonly ApprovedEvent[]): string {
  return approvals.map(({ person }) => person.login).join(', ');
}

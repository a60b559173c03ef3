import type { EndpointEvent, ModelEvent } from '../generated/types.js';
import type { EndpointState } from '../registry/endpoint.js';
import { historyOf } from '../registry/history.js';
import { FIRST_STAGE, type RegisteredModel, withEffect } from '../registry/registry.js';

/** A time in which a version held a stage or an alias, or served. */
export interface Tenure {
  /** `Production`, `@champion`, or the name of an endpoint. */
  holds: string;
  kind: 'stage' | 'alias' | 'endpoint';
  model: string;
  version: number;
  /** RFC 3339. */
  from: string;
  /** RFC 3339; null while it lasts. */
  to: string | null;
  begun: Cause;
  /** Null while it lasts. */
  ended: Cause | null;
}

/** The event that began or ended it. */
export type Cause = Pick<ModelEvent | EndpointEvent, 'event_id' | 'actor' | 'by'>;

/** Those that last and those that have ended, in the order of their beginnings. */
class Tenures {
  readonly all: Tenure[] = [];

  begin(one: Pick<Tenure, 'holds' | 'kind' | 'model' | 'version'>, from: string, begun: Cause): void {
    this.all.push({ ...one, from, to: null, begun, ended: null });
  }

  end(isMeant: (one: Tenure) => boolean, to: string, ended: Cause): void {
    for (const one of this.all) if (one.to === null && isMeant(one)) Object.assign(one, { to, ended });
  }
}

/** When the versions of a model held which stages and aliases; `None` is no stage that is held. */
export function tenuresOf(name: string, model: RegisteredModel): Tenure[] {
  const tenures = new Tenures();
  for (const { event, effect, not_counted } of historyOf(model)) {
    if (not_counted !== null) continue;
    if (event.type === 'stage-changed') {
      const moved = [...(event.archived ?? []), event.version];
      tenures.end(({ kind, version }) => kind === 'stage' && moved.includes(version), effect, event);
      for (const version of event.archived ?? [])
        tenures.begin({ holds: 'Archived', kind: 'stage', model: name, version }, effect, event);
      if (event.to_stage !== FIRST_STAGE)
        tenures.begin(
          { holds: event.to_stage, kind: 'stage', model: name, version: event.version },
          effect,
          event,
        );
    } else if (event.type === 'alias-set' || event.type === 'alias-deleted') {
      const holds = `@${event.alias}`;
      tenures.end((one) => one.holds === holds, effect, event);
      if (event.type === 'alias-set')
        tenures.begin({ holds, kind: 'alias', model: name, version: event.version }, effect, event);
    } else if (event.type === 'version-deleted') {
      tenures.end(({ version }) => version === event.version, effect, event);
    } else if (event.type === 'model-deleted') {
      tenures.end(() => true, effect, event);
    }
  }
  return tenures.all;
}

/** When which versions served at an endpoint. @param state of the same events */
export function servedTenures(
  events: readonly EndpointEvent[],
  { damage }: Pick<EndpointState, 'damage'>,
): Tenure[] {
  const tenures = new Tenures();
  const uncounted = new Set(damage.map(({ event_id }) => event_id));
  for (const { event, effect } of withEffect(events)) {
    if (uncounted.has(event.event_id)) continue;
    tenures.end(() => true, effect, event);
    if (event.type === 'deployed')
      tenures.begin(
        { holds: event.endpoint, kind: 'endpoint', model: event.model, version: event.version },
        effect,
        event,
      );
  }
  return tenures.all;
}

import { unknownEndpoint } from '../commands/endpoints/unknown.js';
import { type Fault, UserError } from '../core/errors.js';
import type { EndpointEvent } from '../core/generated/types.js';
import { shown } from '../core/key-values.js';
import type { EndpointState } from '../core/registry/endpoint.js';
import { type Damage, withEffect } from '../core/registry/registry.js';
import { uriOf } from '../core/registry/version.js';
import { endpointEventPath } from '../ledger/layout.js';
import type { LedgerView } from '../ledger/ledger.js';
import { findEndpoints, readEndpoint } from '../ledger/read/endpoints.js';
import { whoOf } from '../report/registry/event-words.js';
import { type CommonOptions, nothingYet, openCliHost } from './host.js';
import { jsonText } from './json.js';
import { recalledVersionLines } from './recalled-nodes.js';
import { minute, textTable } from './tables.js';
import { timeOf } from './time-option.js';
import { unreadablePlaces } from './unreadable.js';

export type EndpointsOptions = CommonOptions & { at?: string; json?: boolean };

type Listed = { endpoint: string } & (EndpointState | { errors: readonly Fault[] });

/** `lineage-gate endpoints ls [--at TIME]`. @throws UserError after the list, for what of it cannot be read */
export async function endpointsList(options: EndpointsOptions): Promise<number> {
  const { ledger, log } = await openCliHost(options);
  const at = timeOf(options.at);
  const view = await ledger.view();
  const { names, faults } = await findEndpoints(view);
  const all: Listed[] = [];
  for (const name of names) all.push(await listed(view, name, at));
  for (const one of all)
    for (const { event_id, why } of 'damage' in one ? one.damage : [])
      log.warning(`The event ${event_id} of ${one.endpoint} ${why}; it is not counted.`);
  const hidden = unreadablePlaces(faults).map(({ name: endpoint, errors }) => ({ endpoint, errors }));
  print([...all, ...hidden], view, options);
  const served = all.flatMap((one) => ('errors' in one ? [] : (one.serves ?? [])));
  for (const line of await recalledVersionLines(view, served, log)) log.warning(`${line}.`);
  const errors = [...faults, ...all].flatMap((one) => ('faults' in one ? one.faults : errorsOf(one)));
  if (errors.length > 0) throw new UserError(errors);
  return 0;
}

function errorsOf(one: Listed): readonly Fault[] {
  return 'errors' in one ? one.errors : [];
}

async function listed(view: LedgerView, endpoint: string, at: string | undefined): Promise<Listed> {
  try {
    const state = (await readEndpoint(view, endpoint)).stateAt(at);
    return state.unread === null
      ? { endpoint, ...state }
      : { endpoint, errors: [unreadVersion(endpoint, state.unread)] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { endpoint, errors: error.faults };
  }
}

function unreadVersion(endpoint: string, { event_id, why }: Damage): Fault {
  const where = endpointEventPath(endpoint, event_id);
  return {
    code: 'E_LEDGER_RECORD_INVALID',
    what: `The record ${where} ${why}: what serves at ${shown(endpoint)} cannot be told`,
    where,
    mend: '`lineage-gate verify` names the commit that the record of the version is damaged by; put it back, or record what serves with `lineage-gate deployed`',
  };
}

function print(all: readonly Listed[], view: LedgerView, options: EndpointsOptions): void {
  if (options.json) {
    process.stdout.write(`${jsonText(all.map(jsonOf))}\n`);
    return;
  }
  if (all.length === 0) {
    const begin = 'Record what serves: lineage-gate deployed ENDPOINT models:/NAME/3';
    process.stdout.write(nothingYet('endpoints', view, options, begin));
    return;
  }
  process.stdout.write(textTable(['ENDPOINT', 'SERVES', 'SINCE', 'BY', 'REASON'], all.map(rowOf)));
}

function jsonOf(one: Listed) {
  if ('errors' in one) return one;
  const { endpoint, serves, last, damage } = one;
  const event = last === null ? null : last.event;
  return { endpoint, serves, since: last?.since ?? null, event, ...(damage.length === 0 ? {} : { damage }) };
}

function rowOf(one: Listed): string[] {
  if ('errors' in one) return [one.endpoint, 'cannot be read', '', '', ''];
  const { endpoint, serves, last } = one;
  const what = serves === null ? '–' : uriOf(serves.model, serves.version);
  if (last === null) return [endpoint, what, '', '', ''];
  return [endpoint, what, minute(last.since), whoOf(last.event), last.event.reason ?? ''];
}

/** `lineage-gate endpoints history ENDPOINT` */
export async function endpointsHistory(name: string, options: EndpointsOptions): Promise<number> {
  const { ledger } = await openCliHost(options);
  const view = await ledger.view();
  const { events, stateAt } = await readEndpoint(view, name);
  if (events.length === 0) throw unknownEndpoint(name, (await findEndpoints(view)).names);
  const damage = new Map(stateAt().damage.map(({ event_id, why }) => [event_id, why]));
  const all = withEffect(events).map(({ event, effect }) => ({
    event,
    effect,
    why: damage.get(event.event_id),
  }));
  if (options.json) {
    const shown = all.map(({ event, effect, why }) => ({
      ...event,
      effect,
      ...(why === undefined ? {} : { not_counted: why }),
    }));
    process.stdout.write(`${jsonText(shown)}\n`);
    return 0;
  }
  const rows = all.map(({ event, effect, why }) => [
    minute(effect),
    why === undefined ? whatOf(event) : `not counted: ${why}`,
    whoOf(event),
    event.reason ?? '',
  ]);
  process.stdout.write(textTable(['AT', 'WHAT', 'BY', 'REASON'], rows));
  return 0;
}

function whatOf(event: EndpointEvent): string {
  return event.type === 'deployed' ? uriOf(event.model, event.version) : 'withdrawn';
}

import type { Change } from '../state/changes.js';
import type { Metric, Run } from '../state/entities.js';
import type { State } from '../state/state.js';
import { type Check, type Fields, type Message, readMessage } from './message.js';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** What a call is answered from: nothing but this. */
export interface Context {
  /** As it is before the call. */
  readonly state: State;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** 32 hex digits that were never given before, later ones sorting behind earlier ones. @param of what it is for, where that matters */
  newId(of?: 'run'): string;
  /** Absolute path of the folder that relative locations on this machine lie below. */
  readonly folder?: string;
  /** All points of a metric, where the state has not all of them and they can be had. */
  wholeHistory?(run: Run, key: string): readonly Metric[] | undefined;
  /** As whom versions are registered. */
  readonly user?: string;
}

/** What a call changes and what it is answered. */
export interface Outcome {
  changes: readonly Change[];
  /** Made once the changes have been applied: `body` is asked for then. */
  body(): object;
}

export interface Endpoint {
  method: Method;
  /** Below `/api/2.0/mlflow/`; `{name}` stands for one part of the path, which is given to the call as a field. */
  path: string;
  /** Which calls wait for each other: those of the registry change what a ledger holds. */
  scope: 'tracking' | 'registry';
  /** What its request holds. */
  fields: Fields;
  /** Only reads the request. @throws ProtocolError */
  read(raw: Record<string, unknown>): void;
  /** @param raw the body, or what the query says of the fields @throws ProtocolError */
  call(raw: Record<string, unknown>, context: Context): Outcome;
}

type Handler<S> = (message: Message<S>, context: Context) => Outcome | object;

/** The fields whose check is that they must be sent end with `!`. */
export type CheckList = readonly (string | Check)[];

/** An endpoint whose request has these fields. */
export function endpoint<const S extends Fields>(
  route: `${Method} ${string}`,
  { fields, checks }: { fields: S; checks: CheckList },
  handler: Handler<S>,
): Endpoint {
  const [method, path] = route.split(' ') as [Method, string];
  const all = checks.map((check) => (typeof check === 'string' ? checkOf(check) : check));
  const read = (raw: Record<string, unknown>) => readMessage(raw, fields, all);
  return {
    method,
    path,
    scope: /^(registered-models|model-versions)\//.test(path) ? 'registry' : 'tracking',
    fields,
    read,
    call(raw, context) {
      const outcome = handler(read(raw), context);
      return isOutcome(outcome) ? outcome : { changes: [], body: () => outcome };
    },
  };
}

/** The outcome of a call that changes something. */
export function changed(changes: Change | readonly Change[], body: () => object = () => ({})): Outcome {
  return { changes: Array.isArray(changes) ? changes : [changes as Change], body };
}

function isOutcome(outcome: Outcome | object): outcome is Outcome {
  return 'changes' in outcome && 'body' in outcome && typeof outcome.body === 'function';
}

function checkOf(name: string): Check {
  return name.endsWith('!') ? { field: name.slice(0, -1), required: true } : { field: name };
}

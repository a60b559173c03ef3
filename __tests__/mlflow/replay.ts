import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Context, Method } from '../../src/mlflow/protocol/endpoint.js';
import { ProtocolError } from '../../src/mlflow/protocol/errors.js';
import { findCall } from '../../src/mlflow/protocol/protocol.js';
import { applyEntry } from '../../src/mlflow/state/apply.js';
import type { Change } from '../../src/mlflow/state/changes.js';
import { emptyState } from '../../src/mlflow/state/state.js';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
type Fields = { [name: string]: Json };

export interface Answer {
  status: number;
  body: Json;
}

/** A line of the recording; `record.py` beside it tells what stands in it. */
export interface Recorded extends Answer {
  /** E.g. `POST runs/create`. */
  call: string;
  fields: Fields;
  /** Hex digits of the run or logged model that the call has made: ours is given the same. */
  id?: string;
}

export function recording(path: string): Recorded[] {
  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Recorded);
}

/** Experiments that MLflow had before the first call. */
const BEFORE = [
  { at: -2, experiment_id: '0', name: 'Default' },
  { at: -1, experiment_id: '100000000000000000', name: 'first' },
];
const TIMES = /^(creation_time|last_update_time|creation_timestamp|last_updated_timestamp)(_ms)?$/;
const START = 1_700_000_000_000;
const STEP = 1000;

/** Our protocol, asked what MLflow was asked. Call 7 is made at second 7, and answers are written as those of the recording are. */
export class Replay {
  readonly #state = emptyState();
  /** What stands for a placeholder here. */
  readonly #known = new Map<string, string>();
  /** Placeholder of an id. */
  readonly #places = new Map<string, string>();
  readonly #names = new Map<string, string>();
  #number = -1;

  constructor() {
    for (const { at, ...one } of BEFORE) {
      const artifact_location = `mlflow-artifacts:/${one.experiment_id}`;
      const made: Change = { type: 'experiment-created', ...one, artifact_location, tags: [] };
      applyEntry(this.#state, { at: START + at * STEP, changes: [made] });
    }
  }

  answer(line: Recorded): Answer {
    this.#number++;
    if (line.id !== undefined) this.#note(`r${this.#number}`, line.id);
    const answer = this.#ask(line);
    this.#learn(line, answer);
    return { status: answer.status, body: this.#told(answer.body, '') };
  }

  get #now(): number {
    return START + this.#number * STEP;
  }

  /** What MLflow has refused is not done here either, so that what comes later is asked of the same state. */
  #ask({ call, fields, id, status }: Recorded): Answer {
    const [method, route = ''] = this.#filled(call).split(' ') as [Method, string];
    const raw = JSON.parse(this.#filled(JSON.stringify(fields))) as Fields;
    const newId = () => id ?? this.#number.toString(16).padStart(32, '0');
    const context: Context = { state: this.#state, now: this.#now, newId };
    try {
      const { changes, body } = findCall(method, route, method === 'GET' ? query(raw) : raw).run(context);
      if (status !== 200) return { status: 200, body: {} };
      applyEntry(this.#state, { at: this.#now, changes });
      return { status: 200, body: JSON.parse(JSON.stringify(body())) as Json };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return { status: error.status, body: error.body };
    }
  }

  #filled(text: string): string {
    return text.replace(/\{([erpt])(\d+)\}/g, (_, kind: string, number: string) =>
      kind === 't'
        ? String(START + Number(number) * STEP - STEP / 2)
        : (this.#known.get(kind + number) ?? '0'.repeat(32)),
    );
  }

  #learn({ call, body: recorded }: Recorded, { status, body }: Answer): void {
    if (status !== 200) return;
    const token = at(body, 'next_page_token');
    if (typeof token === 'string') this.#known.set(`p${this.#number}`, token);
    const made = at(body, 'experiment_id');
    if (call === 'POST experiments/create' && typeof made === 'string') this.#note(`e${this.#number}`, made);
    for (const path of ['run.info.run_name', 'model.info.name']) {
      const [name, place] = [at(body, path), at(recorded, path)];
      if (place === `{n${this.#number}}` && typeof name === 'string') this.#names.set(name, place);
    }
  }

  #note(place: string, id: string): void {
    this.#known.set(place, id);
    this.#places.set(id, `{${place}}`);
  }

  #told(value: Json, name: string): Json {
    if (Array.isArray(value)) return value.map((item) => this.#told(item, name));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#told(item, key)]));
    if (typeof value === 'number')
      return TIMES.test(name) ? `@${Math.max(-1, (value - START) / STEP)}` : value;
    if (typeof value !== 'string') return value;
    if (name === 'next_page_token') return `{p${this.#number}}`;
    return (
      this.#names.get(value) ?? value.replace(/[0-9a-f]{32}|\d{18}/g, (id) => this.#places.get(id) ?? id)
    );
  }
}

/** As it comes over the wire. */
function query(fields: Fields): URLSearchParams {
  const sent = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) sent.append(name, String(one));
  return sent;
}

function at(value: Json | undefined, path: string): Json | undefined {
  let inner = value;
  for (const name of path.split('.'))
    inner = inner !== null && typeof inner === 'object' ? (inner as Fields)[name] : undefined;
  return inner;
}

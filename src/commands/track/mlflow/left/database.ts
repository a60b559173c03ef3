import type { Change } from '../../../../mlflow/state/changes.js';
import type {
  DatasetInput,
  KeyValue,
  LoggedModelStatus,
  RunStatus,
} from '../../../../mlflow/state/entities.js';
import { type Registered, registryChanges } from './registered.js';

type Row = Record<string, string | number | null>;

/** What Node's own SQLite is used for; older versions have none. */
interface Sqlite {
  DatabaseSync: new (
    path: string,
    options: { readOnly: boolean },
  ) => {
    prepare(sql: string): { all(...values: (string | number)[]): unknown[] };
    exec(sql: string): void;
    close(): void;
  };
}

/** This Node cannot read a database. */
export class NoSqlite extends Error {
  override readonly name = 'NoSqlite';
}

/** Of them each is read; a view under one of their names could go on without end. */
const NEEDED = ['experiments', 'runs', 'params', 'metrics', 'tags'];
const MODEL_STATUS: readonly LoggedModelStatus[] = [
  'LOGGED_MODEL_PENDING',
  'LOGGED_MODEL_PENDING',
  'LOGGED_MODEL_READY',
  'LOGGED_MODEL_UPLOAD_FAILED',
];

/**
 * The runs of an `mlflow.db` that began since a time, as what a client would have sent.
 * @param since milliseconds since 1970
 * @throws NoSqlite @throws Error for what is no such database
 */
export function changesInDatabase(file: string, since: number): Change[] {
  const sqlite = process.getBuiltinModule?.('node:sqlite') as Sqlite | undefined;
  if (sqlite === undefined) throw new NoSqlite(`Node ${process.versions.node} has no SQLite`);
  const database = new sqlite.DatabaseSync(file, { readOnly: true });
  try {
    database.exec('PRAGMA trusted_schema = OFF');
    const rows = (sql: string, ...values: (string | number)[]) =>
      database.prepare(sql).all(...values) as Row[];
    const tables = new Set(
      rows("SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) => String(name)),
    );
    const missing = NEEDED.find((name) => !tables.has(name));
    if (missing !== undefined) throw new Error(`it has no table ${missing}`);
    return changesIn({ rows, tables, since });
  } finally {
    database.close();
  }
}

interface Source {
  rows(sql: string, ...values: (string | number)[]): Row[];
  tables: ReadonlySet<string>;
  since: number;
}

function changesIn({ rows, tables, since }: Source): Change[] {
  const experiments = rows('SELECT experiment_id, name FROM experiments').map(
    ({ experiment_id, name }): Change => ({
      type: 'experiment-created',
      experiment_id: String(experiment_id),
      name: String(name),
      artifact_location: '',
      tags: [],
    }),
  );
  const runs = rows(
    "SELECT * FROM runs WHERE start_time >= ? AND lifecycle_stage = 'active' ORDER BY start_time, run_uuid",
    since,
  );
  const pairs = (table: 'params' | 'tags', id: string): KeyValue[] =>
    rows(`SELECT key, value FROM ${table} WHERE run_uuid = ? ORDER BY key`, id).map(({ key, value }) => ({
      key: String(key),
      value: String(value ?? ''),
    }));
  return [
    ...experiments,
    ...runs.flatMap((row): Change[] => {
      const run_id = String(row['run_uuid']);
      const metrics = rows('SELECT * FROM metrics WHERE run_uuid = ? ORDER BY timestamp, step', run_id);
      return [
        {
          type: 'run-created',
          run_id,
          experiment_id: String(row['experiment_id']),
          tags: [],
          name: String(row['name'] ?? ''),
          user_id: String(row['user_id'] ?? ''),
          start_time: Number(row['start_time']),
          artifact_uri: String(row['artifact_uri'] ?? ''),
        },
        {
          type: 'run-logged',
          run_id,
          params: pairs('params', run_id),
          tags: pairs('tags', run_id),
          metrics: metrics.map(({ key, value, timestamp, step, is_nan }) => ({
            key: String(key),
            value: is_nan ? Number.NaN : Number(value),
            timestamp: Number(timestamp),
            step: Number(step),
          })),
        },
        {
          type: 'run-inputs-logged',
          run_id,
          datasets: tables.has('inputs') ? datasetsOf(run_id, rows) : [],
          model_ids: [],
        },
        {
          type: 'run-updated',
          run_id,
          status: String(row['status']) as RunStatus,
          ...(row['end_time'] === null ? {} : { end_time: Number(row['end_time']) }),
        },
      ];
    }),
    ...(tables.has('logged_models') ? runs.flatMap(({ run_uuid }) => modelsOf(String(run_uuid), rows)) : []),
    ...registryChanges(
      tables.has('model_versions')
        ? runs.flatMap(({ run_uuid }) => registeredOf(String(run_uuid), rows))
        : [],
    ),
  ];
}

function registeredOf(run_id: string, rows: Source['rows']): Registered[] {
  return rows(
    "SELECT name, version FROM model_versions WHERE run_id = ? AND current_stage IS NOT 'Deleted_Internal' ORDER BY name, version",
    run_id,
  ).map(({ name, version }) => ({ model: String(name), version: Number(version), run_id }));
}

function datasetsOf(run_id: string, rows: Source['rows']): DatasetInput[] {
  const found = rows(
    `SELECT inputs.input_uuid, datasets.* FROM inputs JOIN datasets ON datasets.dataset_uuid = inputs.source_id
     WHERE inputs.source_type = 'DATASET' AND inputs.destination_type = 'RUN' AND inputs.destination_id = ?`,
    run_id,
  );
  return found.map((row) => ({
    tags: rows('SELECT name, value FROM input_tags WHERE input_uuid = ?', String(row['input_uuid'])).map(
      ({ name, value }) => ({ key: String(name), value: String(value) }),
    ),
    dataset: {
      name: String(row['name']),
      digest: String(row['digest']),
      source_type: String(row['dataset_source_type']),
      source: String(row['dataset_source']),
    },
  }));
}

function modelsOf(run_id: string, rows: Source['rows']): Change[] {
  const found = rows(
    "SELECT * FROM logged_models WHERE source_run_id = ? AND lifecycle_stage = 'active' ORDER BY creation_timestamp_ms",
    run_id,
  );
  return found.flatMap((row): Change[] => {
    const model_id = String(row['model_id']);
    return [
      {
        type: 'logged-model-created',
        model_id,
        experiment_id: String(row['experiment_id']),
        name: String(row['name']),
        artifact_uri: String(row['artifact_location']),
        model_type: '',
        source_run_id: run_id,
        params: [],
        tags: [],
      },
      {
        type: 'logged-model-finalized',
        model_id,
        status: MODEL_STATUS[Number(row['status'])] ?? 'LOGGED_MODEL_PENDING',
      },
    ];
  });
}

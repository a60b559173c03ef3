import { readHistory } from '../../collect/history-file.js';
import type { Log } from '../../core/log.js';
import type { Call } from '../../mlflow/protocol/protocol.js';
import type { ArtifactFiles } from '../../mlflow/server/artifact-files.js';
import type { Metric, Run } from '../../mlflow/state/entities.js';
import { metricOf } from '../../mlflow/state/from-record.js';
import { identity } from '../../mlflow/state/runs.js';
import type { Opened } from './request.js';

/** Points that are in memory beside the state, of all metrics that were asked for of late. One with more of them is shown as the ledger has it. */
const MOST = 1_000_000;

/** Asked for by a call, and not there: the call is made again once it is. */
class Wanted extends Error {
  override readonly name = 'Wanted';

  constructor(
    readonly run: Run,
    readonly key: string,
  ) {
    super(`all points of ${key} of run ${run.run_id}`);
  }
}

/**
 * A store that shows all points of metrics of which the ledger keeps a part, where the artifact that has the others can be brought.
 * @param files those that records name
 */
export function withWholeHistories(
  opened: Opened,
  { files, log }: { files: Pick<ArtifactFiles, 'get'>; log: Log },
): Opened {
  const histories = new Histories(files, log);
  return {
    get state() {
      return opened.state;
    },
    async run(call) {
      const found = new Map<string, readonly Metric[] | undefined>();
      for (;;) {
        try {
          return await opened.run(withPoints(call, found));
        } catch (error) {
          if (!(error instanceof Wanted)) throw error;
          const { run, key } = error;
          found.set(nameOf(run, key), await histories.read(run, key));
        }
      }
    },
    close: () => opened.close(),
  };
}

/** @param found by {@link nameOf}; undefined for what cannot be had */
function withPoints(call: Call, found: ReadonlyMap<string, readonly Metric[] | undefined>): Call {
  return {
    ...call,
    run: (context) =>
      call.run({
        ...context,
        wholeHistory(run, key) {
          const name = nameOf(run, key);
          if (run.whole_history === undefined || !run.curves.has(key)) return undefined;
          if (!found.has(name)) throw new Wanted(run, key);
          return found.get(name);
        },
      }),
  };
}

class Histories {
  readonly #files: Pick<ArtifactFiles, 'get'>;
  readonly #log: Log;
  /** The one that was asked for last at the end. */
  readonly #kept = new Map<string, Metric[]>();
  /** What was told of those that cannot be had. */
  readonly #told = new Set<string>();

  constructor(files: Pick<ArtifactFiles, 'get'>, log: Log) {
    this.#files = files;
    this.#log = log;
  }

  /** The points of one metric, those too that were logged after the run was recorded; undefined where they cannot be had. */
  async read(run: Run, key: string): Promise<readonly Metric[] | undefined> {
    try {
      const name = nameOf(run, key);
      const points = this.#kept.get(name) ?? (await this.#bring(run, key));
      this.#keep(name, points);
      const later = new Map(run.curves.get(key)?.points.map((point) => [identity(point), point]));
      for (const point of points) later.delete(identity(point));
      return later.size === 0 ? points : [...points, ...later.values()];
    } catch (error) {
      this.#tell(
        `Of run ${run.run_id} the points of ${JSON.stringify(key)} are shown that the ledger has, since all of them cannot be read: ${(error as Error).message}`,
      );
      return undefined;
    }
  }

  async #bring({ artifact_uri, whole_history, end_time = 0 }: Run, key: string): Promise<Metric[]> {
    const place = `${artifact_uri.replace(/^mlflow-artifacts:\/+/, '')}/${whole_history}`;
    const file = await this.#files.get(place);
    if (typeof file !== 'object') throw new Error(`there is no ${place}`);
    const points: Metric[] = [];
    for await (const point of readHistory(file.open(), key)) {
      points.push(metricOf(point, Number(end_time)));
      if (points.length > MOST) throw new Error(`there are more than ${MOST}`);
    }
    return points;
  }

  #keep(name: string, points: Metric[]): void {
    this.#kept.delete(name);
    this.#kept.set(name, points);
    let total = 0;
    for (const own of this.#kept.values()) total += own.length;
    for (const [oldest, own] of this.#kept) {
      if (total <= MOST) break;
      this.#kept.delete(oldest);
      total -= own.length;
    }
  }

  #tell(why: string): void {
    if (!this.#told.has(why)) this.#log.warning(why);
    this.#told.add(why);
  }
}

function nameOf({ run_id }: Run, key: string): string {
  return `${run_id} ${key}`;
}

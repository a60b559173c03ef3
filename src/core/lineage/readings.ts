import { isJoined } from './data-tags.js';
import { KnownDatasets } from './known-datasets.js';
import { type DatasetNode, keyOf, type LineageEdge } from './node.js';
import { MOST_ALSO, type Produced, type Producers } from './producers.js';
import type { ReadDataset } from './read-datasets.js';
import { isOf, type RunFacts } from './run-facts.js';
import { push } from './sources.js';

/** A dataset as one run read it. */
export interface Reading {
  run: RunFacts;
  kind: 'read' | 'judged-on';
  node: DatasetNode;
  /** Others that have made the same bytes, the first choice first. */
  also: readonly Produced[];
  /** Whether there are more of them. */
  isMore: boolean;
  source: ReadDataset['source'];
  by_tag: boolean;
  /** Whether the tag may mean another dataset as well, which is another reading. */
  ambiguous: boolean;
}

/** What a name in a tag means. */
type Named = Pick<Reading, 'node' | 'also' | 'isMore'>;

/** Who read which data, and whose it was. */
export class Readings {
  readonly #byNode = new Map<string, Reading[]>();
  readonly #ofRun = new Map<string, Reading[]>();
  readonly #runs: ReadonlyMap<string, RunFacts>;
  readonly #known = new KnownDatasets();
  readonly #producers: Producers;

  /** @param readers ids of those that are added; all where left out */
  constructor(runs: ReadonlyMap<string, RunFacts>, producers: Producers, readers?: ReadonlySet<string>) {
    this.#runs = runs;
    this.#producers = producers;
    for (const run of runs.values()) this.#known.add(run);
    for (const run of runs.values()) if (readers?.has(run.run_id) !== false) this.#add(run);
  }

  of(node: DatasetNode): readonly Reading[] {
    return this.#byNode.get(keyOf(node)) ?? [];
  }

  ofRun(id: string): readonly Reading[] {
    return this.#ofRun.get(id) ?? [];
  }

  *nodes(): Iterable<DatasetNode> {
    for (const [first] of this.#byNode.values()) if (first !== undefined) yield first.node;
  }

  /** When the first run began that read it, in milliseconds since 1970. */
  firstUsed({ name, version }: Pick<DatasetNode, 'name' | 'version'>): number {
    let first = Number.POSITIVE_INFINITY;
    for (const readings of this.#byNode.values())
      for (const { node, run } of readings)
        if (node.name === name && node.version === version)
          first = Math.min(first, Date.parse(run.started_at));
    return first;
  }

  /** What a name in a tag may mean to a run: where all that read it by its name had one content, that one. */
  meanings(part: string, reader: RunFacts | undefined): readonly Named[] {
    return this.#known.meanings(part).map((meaning) => {
      const [content, ...others] = this.#known.contentsOf(meaning, reader?.repository ?? null);
      const none = {
        node: { kind: 'dataset', ...meaning, digest: null, maker: null },
        also: [],
        isMore: false,
      } as const;
      if (content === undefined || others.length > 0 || reader === undefined) return none;
      const { digest, contents } = content;
      const { maker, ...also } = this.#makerOf({ contents, made_by: null }, reader);
      return { node: { ...none.node, digest, maker }, ...also };
    });
  }

  /** Contents that runs have read under names that a tag alone has, where they are several: nobody knows which was read. */
  disputed({ tagged, repository }: Pick<RunFacts, 'tagged' | 'repository'>): string[] {
    return tagged.flatMap((part) =>
      this.#known.meanings(part).flatMap((meaning) => {
        const all = this.#known.contentsOf(meaning, repository);
        return all.length < 2 ? [] : all.flatMap(({ contents }) => contents);
      }),
    );
  }

  #add(run: RunFacts): void {
    const add = (reading: Reading) => {
      push(this.#byNode, keyOf(reading.node), reading);
      push(this.#ofRun, run.run_id, reading);
    };
    for (const data of run.datasets) {
      const { maker, also, isMore } = this.#makerOf(data, run);
      const { name, version, digest, isJudge, source } = data;
      const node: DatasetNode = { kind: 'dataset', name, version, digest, maker };
      add({
        run,
        node,
        also,
        isMore,
        source,
        kind: isJudge ? 'judged-on' : 'read',
        by_tag: false,
        ambiguous: false,
      });
    }
    for (const part of run.tagged) {
      const meanings = this.meanings(part, run);
      const ambiguous = meanings.length > 1;
      for (const { node, also, isMore } of meanings) {
        const reading: Reading = { run, node, also, isMore, source: null, ...BY_TAG, ambiguous };
        if (node.name !== null || !isJoined(part)) add(reading);
        // It is found by who asks for it, and told to nobody else: most often its parts are what is meant.
        else push(this.#byNode, keyOf(node), reading);
      }
    }
  }

  /** What the record says, else who made the bytes before the run began. */
  #makerOf(
    data: Pick<ReadDataset, 'contents' | 'made_by'>,
    reader: RunFacts,
  ): Pick<Reading, 'also' | 'isMore'> & Pick<DatasetNode, 'maker'> {
    const makers = this.#producers.before(data.contents, reader, MOST_ALSO + 2);
    if (data.made_by !== null && data.made_by !== reader.run_id) {
      const output = this.#runs.get(data.made_by)?.outputs.find((one) => isOf(one, data.contents));
      return {
        maker: { run_id: data.made_by, path: output?.path ?? null },
        ...alsoOf(makers.filter(({ run }) => run.run_id !== data.made_by)),
      };
    }
    const [newest, ...also] = makers;
    const maker = newest === undefined ? null : { run_id: newest.run.run_id, path: newest.output.path };
    return { maker, ...alsoOf(also) };
  }
}

const BY_TAG = { kind: 'read', by_tag: true } as const;

function alsoOf(makers: readonly Produced[]): Pick<Reading, 'also' | 'isMore'> {
  return { also: makers.slice(0, MOST_ALSO), isMore: makers.length > MOST_ALSO };
}

export function readEdge({ run: { run_id, record }, node, kind, by_tag, ambiguous }: Reading): LineageEdge {
  return {
    from: node,
    to: { kind: 'run', run_id },
    kind,
    record,
    ...(by_tag ? { by_tag: true } : {}),
    ...(ambiguous ? { ambiguous: true } : {}),
  };
}

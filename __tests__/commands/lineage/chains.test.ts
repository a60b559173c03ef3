import { readGraph } from '../../../src/commands/lineage/read-graph.js';
import { readLineage } from '../../../src/commands/lineage/read-lineage.js';
import { sha256 } from '../../../src/core/digest.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { keyOf } from '../../../src/core/lineage/node.js';
import { wholesOf } from '../../../src/core/lineage/producers.js';
import { parseReference } from '../../../src/core/lineage/reference.js';
import { type RunFacts, runFacts } from '../../../src/core/lineage/run-facts.js';
import { type Direction, trace } from '../../../src/core/lineage/trace.js';
import { run } from '../../core/lineage/world.js';
import { Folders, idAt } from '../../ledger/fixtures.js';
import { at, ledgerOf } from '../../ledger/index/fixtures.js';

const folders = new Folders();
afterAll(() => folders.remove());

const LENGTH = 130;
const id = (index: number) => idAt(at(2) + index * 60_000, index);

/** Runs of which each is a part of the one before, or has read what that one made. */
function chain(length: number, link: 'parent' | 'data'): RunRecord[] {
  return Array.from({ length }, (_, index) => {
    const before = index === 0 ? null : id(index - 1);
    const read = { name: 'd', version: `${index}`, digest: sha256(`${index - 1}`), made_by: before };
    const isData = link === 'data';
    const record = run('r', {
      ...{ at: index, reads: isData && before !== null ? [{ ...read, size_bytes: 3 }] : [] },
      data: isData ? [{ path: 'd.csv', text: `${index}` }] : [],
    });
    return { ...record, run_id: id(index), parent_run_id: isData ? null : before };
  });
}

test.each([
  ['parent', 'up'],
  ['parent', 'down'],
  ['data', 'up'],
  ['data', 'down'],
] as const)(
  'a long chain by %s is walked %s with few graphs, as one of all runs has it',
  async (link, direction: Direction) => {
    const { ledger, log } = await ledgerOf(folders, chain(LENGTH, link));
    const view = await ledger.view();
    const reference = parseReference(`run:${id(direction === 'up' ? LENGTH - 1 : 0)}`);
    let graphs = 0;
    const most = { direction, most: 10_000 };
    const read = await readLineage(
      {
        ...{ asked: { by: 'reference', reference }, direction },
        trace: (graph, roots) => {
          graphs += 1;
          return trace(graph, { roots, ...most });
        },
      },
      { view, log },
    );
    const all = (await readGraph(view, { package: null })).graph;
    const nodes = (graph: typeof all) => trace(graph, { roots: read.roots, ...most }).nodes.map(keyOf);
    expect(nodes(read.graph)).toEqual(nodes(all));
    expect(nodes(read.graph).length).toBeGreaterThanOrEqual(LENGTH);
    expect(graphs).toBeLessThan(LENGTH / 10);
  },
);

test('how far up wholes are looked for has an end', () => {
  let asked = 0;
  class Counted extends Map<string, RunFacts> {
    override get(key: string): RunFacts | undefined {
      asked += 1;
      return super.get(key);
    }
  }
  const runs = new Counted(chain(1000, 'parent').map((one) => [one.run_id, runFacts(one, '')]));
  expect(wholesOf(id(3), runs)).toEqual(new Set([id(2), id(1), id(0)]));
  asked = 0;
  expect(wholesOf(id(999), runs).size).toBeLessThan(100);
  expect(asked).toBeLessThan(100);
});

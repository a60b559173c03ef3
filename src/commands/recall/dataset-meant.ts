import { UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import {
  knownMeanings,
  likeliest,
  type Meaning,
  meaningsOf,
  meaningWords,
} from '../../core/lineage/find-datasets.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import type { DatasetReference } from '../../core/lineage/reference.js';
import { isSameSpelling } from '../../core/lineage/spelling.js';
import type { NamedDataset } from '../../core/recall/dataset.js';
import { notOneVersion, type RecallReference } from '../../core/recall/reference.js';
import { isSameRepository } from '../../core/remote-repository.js';
import type { RecallRequest } from './request.js';

type Asked = Pick<RecallRequest, 'what' | 'name' | 'repository'>;

/**
 * The one dataset that is to be recalled. Whoever may push could call data like the reference to other data: where runs have recorded
 * several that it may mean, somebody has to say which.
 * @throws UserError E_INPUT_INVALID
 */
export function datasetMeant(
  { asked }: Extract<RecallReference, { kind: 'dataset' }>,
  request: Asked,
  graph: LineageGraph,
): NamedDataset {
  const meaning = request.name === null ? meant(asked, request, graph) : called(request.name, asked, request);
  const { name, version, repository } = meaning;
  if (version === null) throw notOneVersion(request.what);
  const given = request.repository;
  if (given !== null && repository !== null && !isSameRepository(given, repository))
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what: `\`repository\` is ${shown(given)}, and the dataset is named as one of ${shown(repository)}`,
      where: 'input repository',
      mend: 'Leave one of the two away',
    });
  return { name, version, repository: repository ?? given };
}

function meant(asked: DatasetReference, { what }: Asked, graph: LineageGraph): Meaning {
  const known = knownMeanings(graph, asked).filter(({ nodes }) => nodes.length > 0);
  const [only, ...others] = known;
  if (only === undefined) return likeliest(graph, asked);
  if (others.length === 0) return only;
  const names = [...new Set(known.flatMap(({ name, version }) => (version === null ? [] : [name])))];
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: `${shown(what)} is ambiguous: it may mean ${known.map(meaningWords).join(', or ')}`,
    where: 'REF',
    mend: `Give the name of the one that is meant, ${names.map((name) => `\`--name ${shown(name)}\``).join(' or ')} (\`name\` of the action): all behind it is the version. Where each is, recall each`,
  });
}

function called(given: string, asked: DatasetReference, { what }: Asked): Meaning {
  const found = meaningsOf(asked).find(
    ({ name, version }) => version !== null && isSameSpelling(name, given),
  );
  if (found !== undefined) return found;
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: `\`name\` is ${shown(given)}, and ${shown(what)} is no version of that`,
    where: 'input name',
    mend: 'Write `dataset:NAME@VERSION` with that very name',
  });
}

import type { RunRecord } from '../generated/types.js';
import { isId } from '../ids.js';
import { type NamedVersion, namedIn } from '../lineage/named-version.js';
import { partOf, type RunFacts, runFacts } from '../lineage/run-facts.js';
import { quoted } from '../printable.js';
import type { Hit } from './hit.js';
import type { Matcher } from './match.js';

/** An input of a run that another run may have made. */
export interface Link {
  /** For people; foreign names stand between backticks. */
  what: string;
  /** Run that made it, as the record has it. */
  run_id: string | null;
  /** Registered version that it is. */
  version: NamedVersion | null;
  /** What of that run's outputs it is; none where that is not known. */
  contents: readonly string[];
  /** Of a base model, where it is known. */
  digest: string | null;
  /** Validation and test data. */
  isJudge: boolean;
}

/** Of a run's record what tells whether it, or another run, descends from what is recalled. */
export interface Kin {
  facts: RunFacts;
  hits: readonly Hit[];
  /** Runs that it is a part of. */
  parents: readonly string[];
  links: readonly Link[];
  /** What it began with by names of the registry that mean nothing, for people. */
  nameless: readonly string[];
}

export function kinOf(run: RunRecord, path: string, matchers: readonly Matcher[]): Kin {
  const facts = runFacts(run, path);
  return {
    facts,
    hits: matchers.flatMap((matcher) => matcher.hits(run, facts)),
    parents: partOf(facts).filter(isId),
    links: linksOf(run, facts).filter(
      ({ run_id, version }) => version !== null || (run_id !== null && run_id !== run.run_id),
    ),
    nameless: facts.models
      .filter(({ uri, made_by, version }) => made_by === null && isNameless(uri, version))
      .map(({ uri }) => `base model ${quoted(uri)}`),
  };
}

function linksOf({ inputs }: Pick<RunRecord, 'inputs'>, { datasets, models, started_at }: RunFacts): Link[] {
  const data = datasets.map(
    ({ name, version, made_by, contents, digest, isJudge }, at): Link => ({
      what: `dataset ${quoted(`${name}@${version}`)}`,
      version: null,
      contents,
      digest,
      isJudge,
      run_id: run(made_by ?? madeHere(inputs.datasets[at]?.source ?? null)),
    }),
  );
  return [...data, ...models.flatMap((model) => modelLinks(model, started_at))];
}

/** MLflow's own id of a logged model is no name of the registry. */
function isNameless(uri: string, version: string | null): boolean {
  return /^models:\/(?!m-[0-9a-f]{32}$)/.test(uri) && namedIn(uri, version, '').version === null;
}

/** The run that a source names, where it is one of this ledger. */
function madeHere(source: RunRecord['inputs']['datasets'][number]['source']): string | null {
  if (source === null || typeof source === 'string' || source.ledger != null) return null;
  return source.run_id ?? null;
}

function run(id: string | null): string | null {
  return id !== null && isId(id) ? id : null;
}

/** One for each thing that says whose it is: they may say different. */
function modelLinks(model: RunFacts['models'][number], at: string): Link[] {
  const { uri, version, digest, contents, made_by } = model;
  const link = { what: `base model ${quoted(uri)}`, contents, digest, isJudge: false };
  const named = namedIn(uri, version, at);
  const ids = [...new Set([run(made_by), named.run_id])].filter((id) => id !== null);
  return [
    ...ids.map((run_id) => ({ ...link, run_id, version: null })),
    ...(named.version === null ? [] : [{ ...link, run_id: null, version: named.version }]),
  ];
}

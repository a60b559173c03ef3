import { UserError } from '../errors.js';
import { parseModelUri } from '../fetch/uri.js';
import type { RunRecord } from '../generated/types.js';
import { isId } from '../ids.js';
import { type RunFacts, runFacts } from '../lineage/run-facts.js';
import { quoted } from '../printable.js';
import type { VersionChoice } from '../registry/version.js';
import type { Hit, Matcher } from './match.js';

/** A registered version by every name that a URI can mean. */
export interface NamedVersion {
  names: readonly string[];
  choice: VersionChoice;
  /** RFC 3339: when the run began that read it, where what names it names another one at other times; null for a number. */
  at: string | null;
}

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
}

export function kinOf(run: RunRecord, path: string, matchers: readonly Matcher[]): Kin {
  const facts = runFacts(run, path);
  const above = [run.parent_run_id, run.context.command_run ?? null].filter((id) => id !== null);
  return {
    facts,
    hits: matchers.flatMap((matcher) => matcher.hits(run, facts)),
    parents: [...new Set(above)].filter((id) => id !== run.run_id && isId(id)),
    links: linksOf(run, facts).filter(
      ({ run_id, version }) => version !== null || (run_id !== null && run_id !== run.run_id),
    ),
  };
}

function linksOf({ inputs }: Pick<RunRecord, 'inputs'>, { datasets, models, started_at }: RunFacts): Link[] {
  const data = datasets.map(
    ({ name, version, made_by, contents, digest, isJudge }, at): Link => ({
      ...{ what: `dataset ${quoted(`${name}@${version}`)}`, version: null, contents, digest, isJudge },
      run_id: run(made_by ?? madeHere(inputs.datasets[at]?.source ?? null)),
    }),
  );
  return [...data, ...models.flatMap((model) => modelLinks(model, started_at))];
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
function modelLinks({ uri, version, digest, made_by }: RunFacts['models'][number], at: string): Link[] {
  const contents = digest === null ? [] : [`folder-2 ${digest}`];
  const link = { what: `base model ${quoted(uri)}`, contents, digest, isJudge: false };
  const named = namedIn(uri, version, at);
  const ids = [...new Set([run(made_by), named.run_id])].filter((id) => id !== null);
  return [
    ...ids.map((run_id) => ({ ...link, run_id, version: null })),
    ...(named.version === null ? [] : [{ ...link, run_id: null, version: named.version }]),
  ];
}

/** @param version as it was recorded, which a stage or an alias had then; most often it was not */
function namedIn(uri: string, version: string | null, at: string): Pick<Link, 'run_id' | 'version'> {
  const none = { run_id: null, version: null };
  try {
    const parsed = parseModelUri(uri);
    if (parsed.kind === 'run') return { ...none, run_id: run(parsed.run) };
    if (parsed.kind !== 'version') return none;
    const { names, choice } = parsed;
    const number = Number(version ?? Number.NaN);
    const isKnown = choice.by !== 'number' && Number.isSafeInteger(number) && number > 0;
    const named: VersionChoice = isKnown ? { by: 'number', number } : choice;
    return { ...none, version: { names, choice: named, at: named.by === 'number' ? null : at } };
  } catch (error) {
    // A path, or a model of a hub.
    if (error instanceof UserError) return none;
    throw error;
  }
}

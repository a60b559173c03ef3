import { UserError } from '../../core/errors.js';
import { quoted } from '../../core/printable.js';
import { foldModel, type ModelState, type RegisteredModel } from '../../core/registry/registry.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { assembleModel, type ModelFiles } from '../../ledger/read/model.js';
import type { AskEvent } from '../confirm/ask.js';
import { confirmedModel, isServing, type Uncounted } from '../confirm/model.js';

/** A model as it is shown. */
export interface Shown {
  /** As the ledger has it. */
  written: RegisteredModel;
  /** Without what does not count. */
  model: RegisteredModel;
  state: ModelState;
  /** Whether there is the model: that somebody made it nobody has to confirm. */
  isThere: boolean;
  /** By version, of those that hold a stage to serve in or an alias, or are said to: whether GitHub confirms what is shown. */
  verified: ReadonlyMap<number, 'yes' | 'no'>;
  /** What does not count and why, for the log. */
  doubts: readonly string[];
  /** Whether GitHub could not be asked, so that it is worth asking again. */
  isUnsettled: boolean;
}

/** Tells which stages and aliases of models are true. */
export interface Verifier {
  /** For one reading of the ledger. @returns by name; a model that is damaged is an error in its place */
  verify(models: ReadonlyMap<string, ModelFiles>): Promise<ReadonlyMap<string, Shown | UserError>>;
}

/** Models at a time. */
const AT_ONCE = 8;

type Standing = Pick<ModelState, 'stages' | 'aliases'>;
const NOTHING: Standing = { stages: new Map(), aliases: new Map() };

/**
 * Stages and aliases as `fetch` would answer them: what GitHub does not confirm does not count. Where it cannot be asked about a model,
 * what was confirmed before is shown on, and nothing of one that never was.
 * @param askers makes a way to ask for one reading
 */
export function registryVerifier(askers: () => AskEvent): Verifier {
  const before = new Map<string, Standing>();

  async function shown(name: string, files: ModelFiles, ask: AskEvent): Promise<Shown | UserError> {
    try {
      const { model, uncounted, remarks } = await confirmedModel(name, files, { question: 'served', ask });
      const state = foldModel(model);
      before.set(name, state);
      const remarked = remarks.map(({ path, what }) => `The record ${path} ${what}.`);
      const doubts = [...uncounted.map(uncountedLine), ...remarked];
      return { ...asShown(model, state, files), doubts, isUnsettled: false };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error.has('E_MODEL_DAMAGED')) return error;
      const isUnsettled = error.has('E_GITHUB_API');
      if (!isUnsettled) before.delete(name);
      const model = assembleModel(files);
      const { stages, aliases } = before.get(name) ?? NOTHING;
      const state = Object.assign(foldModel(model), { stages, aliases });
      const doubts = [`${unknownLine(name, before.has(name))}: ${error.message}`];
      return { ...asShown(model, state, files), doubts, isUnsettled };
    }
  }

  return {
    async verify(models) {
      const ask = askers();
      const answers = new Map<string, Shown | UserError>();
      const waiting = [...models];
      const work = async () => {
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
          answers.set(one[0], await shown(...one, ask));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return answers;
    },
  };
}

/** Models as the ledger alone says them. */
export function asWritten(models: ReadonlyMap<string, ModelFiles>): Awaited<ReturnType<Verifier['verify']>> {
  return new Map([...models].map(([name, files]) => [name, unverified(name, files)]));
}

function unverified(name: string, files: ModelFiles): Shown | UserError {
  const model = assembleModel(files);
  try {
    requireWhole(name, model);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  const state = foldModel(model);
  const { isThere } = state;
  return { written: model, model, state, isThere, verified: new Map(), doubts: [], isUnsettled: false };
}

function asShown(
  model: RegisteredModel,
  state: ModelState,
  files: ModelFiles,
): Pick<Shown, 'written' | 'model' | 'state' | 'isThere' | 'verified'> {
  const written = assembleModel(files);
  const claimed = foldModel(written);
  const verified = new Map<number, 'yes' | 'no'>();
  for (const version of claimsOf(claimed)) verified.set(version, 'no');
  for (const version of claimsOf(state)) verified.set(version, 'yes');
  if (!claimed.isThere) return { written, model, state, isThere: state.isThere, verified };
  // What people call it and say of it is nobody's to confirm, either.
  const { descriptions, tags } = claimed;
  return { written, model, state: Object.assign(state, { descriptions, tags }), isThere: true, verified };
}

/** Versions that serve, or may by an alias. */
function claimsOf({ stages, aliases }: Standing): Set<number> {
  const serving = [...stages].flatMap(([version, stage]) => (isServing(stage) ? [version] : []));
  return new Set([...serving, ...[...aliases.values()].map(({ version }) => version)]);
}

function uncountedLine({ path, why }: Uncounted): string {
  return `The record ${path} does not count: it ${why}.`;
}

function unknownLine(name: string, isKnown: boolean): string {
  return isKnown
    ? `Of ${quoted(name)} the stages and aliases are shown that GitHub had confirmed before`
    : `Of ${quoted(name)} no stages and aliases are shown`;
}

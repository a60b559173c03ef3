import * as core from '@actions/core';
import type { Faults } from '../core/errors.js';
import { nearest } from '../core/nearest.js';

const LEDGER_INPUTS = [
  'token',
  'ledger-branch',
  'ledger-repository',
  'policy',
  'job-status',
  'matrix',
] as const;

/** Inputs of each action: those of its action.yml, which a test holds against these. */
export const ACTION_INPUTS = {
  track: [
    'run',
    'shell',
    'working-directory',
    'experiment',
    'run-name',
    'tags',
    'datasets',
    'params',
    'metrics',
    'artifacts',
    'pictures',
    'stale',
    'mlflow',
    'mlflow-registry',
    'main-run',
    'base-models',
    'model',
    'model-name',
    'flavor',
    'record',
    'comment',
    ...LEDGER_INPUTS,
  ],
  fetch: [
    'model-uri',
    'path',
    'allow-archived',
    'allow-recalled',
    'verify-events',
    'policy',
    'token',
    'ledger-branch',
    'ledger-repository',
  ],
  gate: ['run-ids', 'model', 'comment', 'status', ...LEDGER_INPUTS],
  promote: [
    ...(['model', 'version', 'stage', 'reason', 'archive-existing', 'endpoint', 'rollback'] as const),
    ...(['aliases', 'remove-aliases', 'repair', 'records'] as const),
    ...(['override', 'approve', 'reject', 'cancel', 'team-token', 'verify', 'dry-run'] as const),
    ...LEDGER_INPUTS,
  ],
  recall: [
    ...([
      'what',
      'reason',
      'severity',
      'discovered-at',
      'incident',
      'contact',
      'name',
      'only-name',
      'only-digest',
    ] as const),
    ...(['all-repositories', 'rollback', 'clear', 'refresh', 'team-token', 'dry-run'] as const),
    ...LEDGER_INPUTS,
  ],
  publish: ['comment', 'status', ...LEDGER_INPUTS],
  register: ['model', 'run-id', 'model-path', 'description', 'aliases', 'tags', ...LEDGER_INPUTS],
} as const;

export type ActionName = keyof typeof ACTION_INPUTS;
export type Inputs<A extends ActionName> = Record<(typeof ACTION_INPUTS)[A][number], string>;

/**
 * The inputs as the workflow gives them, trimmed. An input that the action does not have is a fault: the runner itself
 * only warns of it, and the lineage that it was to carry would be lost.
 */
export function readInputs<A extends ActionName>(
  action: A,
  env: Readonly<Record<string, string | undefined>>,
  faults: Faults,
): Inputs<A> {
  const names: readonly string[] = ACTION_INPUTS[action];
  const known = new Set(names.map((name) => `INPUT_${name.toUpperCase()}`));
  for (const variable of Object.keys(env)) {
    if (!variable.toUpperCase().startsWith('INPUT_') || known.has(variable.toUpperCase())) continue;
    const name = variable.slice('INPUT_'.length).toLowerCase();
    faults.add({
      code: 'E_INPUT_UNKNOWN',
      what: `There is no input \`${name}\``,
      where: `input ${name}`,
      mend: suggestion(name, names),
    });
  }
  return Object.fromEntries(names.map((name) => [name, core.getInput(name)])) as Inputs<A>;
}

function suggestion(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  return meant === undefined
    ? `Remove it; the inputs are ${names.map((known) => `\`${known}\``).join(', ')}`
    : `Did you mean \`${meant}\`? Correct it in the workflow, or remove it`;
}

/** `true` or `false`, as the runner's own inputs are written. */
export function flag(input: { name: string; value: string }, faults: Faults): boolean {
  return choice({ name: input.name, value: input.value.toLowerCase() }, ['true', 'false'], faults) === 'true';
}

/** One of the values an input may have. */
export function choice<T extends string>(
  input: { name: string; value: string },
  values: readonly T[],
  faults: Faults,
): T {
  const found = values.find((value) => value === input.value);
  if (found !== undefined) return found;
  faults.add({
    code: 'E_INPUT_INVALID',
    what: `\`${input.name}\` is \`${input.value}\``,
    where: `input ${input.name}`,
    mend: `Use one of ${values.map((value) => `\`${value}\``).join(', ')}`,
  });
  return values[0] as T;
}

import { type Fault, UserError } from '../../core/errors.js';
import { quoted } from '../../core/printable.js';
import { yamlValue } from '../../core/yaml-documents.js';
import type { TaskInput } from './request.js';

/** What a workflow file says of being started by hand. */
export interface Dispatchable {
  /** Names of the inputs that it declares; null where it cannot be started by hand at all. */
  inputs: readonly string[] | null;
  /** Those that it does not start without. */
  required?: readonly string[];
}

/** @returns null for what cannot be read as a workflow: the server will say what is wrong with it */
export async function readDispatchable(text: string): Promise<Dispatchable | null> {
  let workflow: unknown;
  try {
    workflow = yamlValue(await import('yaml'), text, { logLevel: 'silent' });
  } catch {
    return null;
  }
  const events = field(workflow, 'on');
  if (events === undefined) return null;
  if (events === 'workflow_dispatch') return { inputs: [] };
  if (Array.isArray(events)) return { inputs: events.includes('workflow_dispatch') ? [] : null };
  const dispatch = field(events, 'workflow_dispatch');
  if (dispatch === undefined) return { inputs: null };
  const inputs = field(dispatch, 'inputs');
  if (typeof inputs !== 'object' || inputs === null) return { inputs: [] };
  const names = Object.keys(inputs);
  const required = names.filter((name) => {
    const input = field(inputs, name);
    // A box that nobody ticks says `false`.
    const isSaid = field(input, 'default') !== undefined || field(input, 'type') === 'boolean';
    return field(input, 'required') === true && !isSaid;
  });
  return { inputs: names, required };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/**
 * The inputs to send. One that the workflow does not declare and that says something is an error: it would be lost, and a dry run
 * would be none. So is one that it requires and of which nothing is said.
 * @param workflow as its file has it; null where that is not known
 * @throws UserError E_WORKFLOW_REFUSED with every such input
 */
export function inputsFor(
  all: readonly TaskInput[],
  workflow: Dispatchable | null,
  where: string,
): Record<string, string> {
  const declared = workflow === null ? null : workflow.inputs;
  if (workflow !== null && declared === null) throw notByHand(where);
  // What is usual need not be said, unless the workflow has another opinion of it.
  const sent = all.filter(
    ({ name, says }) => says || (name === 'dry-run' && (declared?.includes(name) ?? true)),
  );
  const unknown = declared === null ? [] : sent.filter(({ name }) => !declared.includes(name));
  const unsaid = (workflow?.required ?? []).filter(
    (name) => !sent.some((one) => one.name === name && one.value !== ''),
  );
  const faults = [
    ...unknown.map(({ name }) => undeclared(name, where)),
    ...unsaid.map((name) => required(name, where)),
  ];
  if (faults.length > 0) throw new UserError(faults);
  return Object.fromEntries(sent.map(({ name, value }) => [name, value]));
}

function undeclared(name: string, where: string): Fault {
  return {
    code: 'E_WORKFLOW_REFUSED',
    what: `The workflow declares no input \`${name}\`, so that what it is to say would be lost`,
    where,
    mend: 'Declare it below `on: workflow_dispatch: inputs:` and hand it to the promote action, as examples/workflows/promote.yml does, or name the workflow that promotes (`--workflow`)',
  };
}

function required(name: string, where: string): Fault {
  return {
    code: 'E_WORKFLOW_REFUSED',
    what: `The workflow requires the input \`${name}\`, of which nothing is said here`,
    where,
    mend: `Say it, or require it no more: examples/workflows/promote.yml does not, and has \`''\` as the first option of \`stage\``,
  };
}

function notByHand(where: string): UserError {
  return new UserError({
    code: 'E_WORKFLOW_REFUSED',
    what: 'The workflow cannot be started by hand: it has no `workflow_dispatch`',
    where,
    mend: 'Add `on: workflow_dispatch:` with the inputs of examples/workflows/promote.yml, or name another workflow (`--workflow`)',
  });
}

/** What GitHub has against a start, and how to mend it. @param why GitHub's own text */
export function refusedStart(why: string, where: string): UserError {
  const text = why.replace(/ - https:\/\/docs\.github\.com\S*$/, '');
  return new UserError({
    code: 'E_WORKFLOW_REFUSED',
    what: `GitHub does not start the workflow: ${quoted(text, 500)}`,
    where,
    mend: mendOf(text),
  });
}

function mendOf(why: string): string {
  if (/unexpected inputs|not in the list|required input/i.test(why))
    return 'Let the workflow declare the inputs of examples/workflows/promote.yml, and no other that is required';
  if (/no ref found/i.test(why)) return 'Name a branch that is on the server (`--ref`)';
  if (/workflow_dispatch/i.test(why))
    return 'Add `on: workflow_dispatch:` to the workflow on that branch, or name another workflow (`--workflow`)';
  return 'Mend what GitHub names';
}

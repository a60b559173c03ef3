import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { type Contexts, fillTemplate } from './expression.js';

export interface ActionFile {
  name: string;
  /** Input name to its default, as written; `undefined` when it has none. */
  inputs: Map<string, string | undefined>;
  /** Absolute paths. */
  main: string;
  post: string | undefined;
  postIf: string;
}

/** Reads `action.yml` of a JavaScript action. Throws for any other kind, which this runner cannot start. */
export async function readActionFile(dir: string): Promise<ActionFile> {
  const document = parse(await readFile(join(dir, 'action.yml'), 'utf8'));
  const { runs } = document;
  if (!/^node\d+$/.test(runs?.using ?? '')) throw new Error(`${dir}: runs.using is ${runs?.using}, not node`);
  const inputs = new Map<string, string | undefined>();
  for (const [name, input] of Object.entries<{ default?: unknown } | null>(document.inputs ?? {})) {
    inputs.set(
      name,
      input?.default === undefined || input.default === null ? undefined : String(input.default),
    );
  }
  return {
    name: String(document.name ?? dir),
    inputs,
    main: resolve(dir, runs.main),
    post: runs.post === undefined ? undefined : resolve(dir, runs.post),
    postIf: String(runs['post-if'] ?? 'always()'),
  };
}

/** `INPUT_*` of one stage: what was given, and the defaults with their expressions worked out now. */
export function inputEnvironment(
  action: ActionFile,
  given: Readonly<Record<string, string>>,
  contexts: Contexts,
): { env: Record<string, string>; unexpected: string[] } {
  const env: Record<string, string> = {};
  const known = new Map([...action.inputs.keys()].map((name) => [name.toLowerCase(), name]));
  for (const [name, value] of action.inputs) {
    env[inputVariable(name)] = value === undefined ? '' : fillTemplate(value, contexts);
  }
  for (const [name, value] of Object.entries(given)) env[inputVariable(name)] = value;
  return { env, unexpected: Object.keys(given).filter((name) => !known.has(name.toLowerCase())) };
}

function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

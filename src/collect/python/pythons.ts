import { access } from 'node:fs/promises';
import { canonicalJson } from '../../core/json.js';
import type { Environment } from '../program.js';
import { type CollectedPython, collectPython, type PythonSource } from './python.js';

export interface Interpreter {
  /** Absolute path. */
  file: string;
  /** What it was given of the variables that say where its packages are, where that was seen: in place of the command's own. */
  variables?: Environment;
}

export interface PythonsSource extends Omit<PythonSource, 'interpreter'> {
  /** The last one stands for the run. */
  interpreters: readonly Interpreter[];
  /** Programs that had further ones run where nobody can ask them. */
  elsewhere?: readonly string[];
}

/** Each is a process. */
const MOST_ASKED = 16;

/**
 * Asks each interpreter that a command used. Those that say the same are one; of those that nobody can ask, as of an environment that
 * was only there for a while, it is said how many they are: what is installed in the others is not all that the command had.
 */
export async function collectPythons({
  interpreters,
  elsewhere = [],
  ...source
}: PythonsSource): Promise<CollectedPython> {
  const isHere = await Promise.all(
    interpreters.map(({ file }) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  const gone = interpreters.filter((_, index) => !isHere[index]);
  const here = interpreters.filter((_, index) => isHere[index]);
  const asked = await Promise.all(
    here
      .slice(-MOST_ASKED)
      .map(({ file, variables }) =>
        collectPython({ ...source, env: { ...source.env, ...variables }, interpreter: file }),
      ),
  );
  const listed = new Map(
    asked.toReversed().flatMap(({ python }) => (python === null ? [] : [[canonicalJson(python), python]])),
  );
  const [python = null, ...others] = listed.values();
  const unlisted = elsewhere.length + interpreters.length - asked.filter((one) => one.python !== null).length;
  const left = here.length - asked.length;
  const notes = [
    ...asked.flatMap((one) => one.notes),
    ...(gone.length === 0
      ? []
      : [`Python was not asked: ${named(gone.map(({ file }) => file))} cannot be found`]),
    ...(left === 0 ? [] : [`Python was not asked: ${left} more interpreters than ${MOST_ASKED} worked`]),
    ...[...new Set(elsewhere)].map((launcher) => `Python was not asked: ${launcher} runs it elsewhere`),
  ];
  if (python === null) return { python, notes };
  return {
    python: {
      ...python,
      ...(others.length === 0
        ? {}
        : { others: others.reverse().map(({ direct_urls: _, ...other }) => other) }),
      ...(unlisted === 0 ? {} : { unlisted }),
    },
    notes,
  };
}

function named([first = '', ...more]: readonly string[]): string {
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}

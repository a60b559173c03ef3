import { access } from 'node:fs/promises';
import { canonicalJson } from '../../core/json.js';
import { type CollectedPython, collectPython, type PythonSource } from './python.js';

export interface PythonsSource extends Omit<PythonSource, 'interpreter'> {
  /** Absolute paths; the last one stands for the run. */
  interpreters: readonly string[];
}

/** Each is a process. */
const MOST_ASKED = 16;

/**
 * Asks each interpreter that a command used. Those that say the same are one; of those that nobody can ask, as of an environment that
 * was only there for a while, it is said how many they are: what is installed in the others is not all that the command had.
 */
export async function collectPythons({ interpreters, ...source }: PythonsSource): Promise<CollectedPython> {
  const isHere = await Promise.all(
    interpreters.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  const gone = interpreters.filter((_, index) => !isHere[index]);
  const here = interpreters.filter((_, index) => isHere[index]);
  const asked = await Promise.all(
    here.slice(-MOST_ASKED).map((interpreter) => collectPython({ ...source, interpreter })),
  );
  const listed = new Map(
    asked.toReversed().flatMap(({ python }) => (python === null ? [] : [[canonicalJson(python), python]])),
  );
  const [python = null, ...others] = listed.values();
  const unlisted = interpreters.length - asked.filter((one) => one.python !== null).length;
  const left = here.length - asked.length;
  const notes = [
    ...asked.flatMap((one) => one.notes),
    ...(gone.length === 0 ? [] : [`Python was not asked: ${named(gone)} cannot be found`]),
    ...(left === 0 ? [] : [`Python was not asked: ${left} more interpreters than ${MOST_ASKED} worked`]),
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

import { UserError } from '../core/errors.js';

const REQUIREMENTS_LIMIT = 5000;
const LENGTH_LIMIT = 500;

/**
 * The requirements of a `requirements.txt`, in its order: without comments, options of pip (`-r`, `--index-url`, `--hash`)
 * and blank lines.
 * @param place the file as messages name it
 * @throws UserError E_FILE_FORMAT
 */
export function parseRequirements(text: string, place: string): string[] {
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r\n|\n|\r/);
  return checkRequirements(
    lines.map(requirementOf).filter((line) => line !== ''),
    place,
  );
}

/**
 * @returns what was given
 * @throws UserError E_FILE_FORMAT when there are more, or longer ones, than a manifest holds
 */
export function checkRequirements(requirements: string[], place: string): string[] {
  const long = requirements.find((requirement) => requirement.length > LENGTH_LIMIT);
  if (long === undefined && requirements.length <= REQUIREMENTS_LIMIT) return requirements;
  throw new UserError({
    code: 'E_FILE_FORMAT',
    what:
      long === undefined
        ? `It lists ${requirements.length} requirements, at most ${REQUIREMENTS_LIMIT} are recorded`
        : `The requirement that begins with ${JSON.stringify(long.slice(0, 40))} is longer than ${LENGTH_LIMIT} characters`,
    where: place,
    mend: 'List only what the model needs to predict',
  });
}

function requirementOf(line: string): string {
  // Only a hash sign after white space begins a comment: URLs have them too.
  const requirement = before(/(?:^|\s)#/, line).trim();
  if (requirement.startsWith('-')) return '';
  return before(/\s--(?:hash|config-settings|global-option)\b/, requirement).trim();
}

function before(end: RegExp, line: string): string {
  const found = end.exec(line);
  return found === null ? line : line.slice(0, found.index);
}

import pep440, { type Pep440Version } from '@renovatebot/pep440';
import { UserError } from '../errors.js';
import { shown } from '../key-values.js';

/** A Python package, and which versions of it are meant (PEP 440): all where there is no clause. */
export interface PackageRange {
  /** As PEP 503 compares names. */
  name: string;
  clauses: readonly Clause[];
}

interface Clause {
  text: string;
  sign: string;
  version: string;
}

const NAME = /^([A-Z0-9](?:[A-Z0-9._-]*[A-Z0-9])?)\s*/i;
const CLAUSE = new RegExp(`^${pep440.RANGE_PATTERN}$`, 'i');

/** `numpy`, `numpy==1.26.0`, `numpy>=1.26,<2`. @throws UserError E_INPUT_INVALID with the position */
export function parsePackageRange(text: string): PackageRange {
  const [whole = '', name = ''] = NAME.exec(text) ?? [];
  if (name === '') throw malformed(text, 0, 'it begins with no name of a package');
  const clauses: Clause[] = [];
  for (let at = whole.length; at < text.length; ) {
    const comma = text.indexOf(',', at);
    const end = comma < 0 ? text.length : comma;
    const one = text.slice(at, end).trim();
    const { operator = '', version, legacy } = CLAUSE.exec(one)?.groups ?? {};
    if (operator === '' || !pep440.validRange(one))
      throw malformed(text, at, `${shown(one)} is no comparison with a version, like \`==1.26.0\` or \`<2\``);
    const bound = version ?? legacy ?? '';
    if (isBeyond(bound) && operator !== '!=' && !EXACT.has(operator))
      throw malformed(text, at, `${shown(bound)} has a number that no order is known of`);
    clauses.push({ text: one, sign: operator, version: bound });
    at = end + 1;
  }
  return { name: packageName(name), clauses };
}

/** The same text for all ways to write a package's name (PEP 503). */
export function packageName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/g, '-');
}

/** @param name as {@link packageName} has it @returns whether a range can name it */
export function isPackageName(name: string): boolean {
  return NAME.exec(name)?.[0] === name;
}

/** Pre-releases count like all others: they were installed. @returns undefined for a version that has no place in the order */
export function isPackageIn({ clauses }: PackageRange, installed: string): boolean | undefined {
  const version = installed.trim();
  if (isBeyond(version)) return clauses.every((clause) => isText(clause, version)) || undefined;
  const known = pep440.explain(version);
  const ordered = clauses.filter(({ sign }) => sign !== '===');
  if (known === null && ordered.length > 0) return undefined;
  return clauses.every((clause) =>
    clause.sign === '==='
      ? version.toLowerCase() === clause.version.toLowerCase()
      : known !== null && holds(clause, version, known),
  );
}

const EXACT: ReadonlySet<string> = new Set(['==', '===']);

/** The library reads numbers as floating point: larger ones are rounded, and very large ones are none to it. */
function isBeyond(version: string): boolean {
  return (version.match(/\d+/g) ?? []).some((digits) => Number(digits) > Number.MAX_SAFE_INTEGER);
}

function isText({ sign, version }: Clause, installed: string): boolean {
  return EXACT.has(sign) && installed.toLowerCase() === version.toLowerCase();
}

/** The library's `<` and `>` take no version that has the same numbers, whatever stands behind them, and its `==` passes over local parts. */
function holds({ text, sign, version }: Clause, installed: string, known: Pep440Version): boolean {
  if (isBeyond(version)) return sign === '!=';
  const bound = pep440.explain(version);
  if (bound === null) return pep440.satisfies(installed, text, { prereleases: true });
  const isSameBase = pep440.eq(known.base_version, bound.base_version);
  switch (sign) {
    case '<':
      return pep440.lt(installed, version) && !(isSameBase && known.is_prerelease && !bound.is_prerelease);
    case '>':
      return (
        pep440.gt(installed, version) &&
        !(isSameBase && (known.local !== null || (known.is_postrelease && !bound.is_postrelease)))
      );
    case '==':
    case '!=':
      if (bound.local !== null) return pep440.eq(installed, version) === (sign === '==');
  }
  return pep440.satisfies(installed, text, { prereleases: true });
}

function malformed(text: string, at: number, why: string): UserError {
  return new UserError({
    code: 'E_INPUT_INVALID',
    what: `The package ${shown(text)} is wrong at position ${at + 1}: ${why}`,
    where: 'REF',
    mend: 'Write it as `package:numpy`, `package:numpy==1.26.0` or `package:numpy>=1.26,<2` (PEP 440)',
  });
}

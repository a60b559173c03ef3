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
  /** Of a prefix without its `.*`. */
  version: string;
  isPrefix: boolean;
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
    const { operator: sign = '', version = '', prefix } = CLAUSE.exec(one)?.groups ?? {};
    if (sign === '' || (sign !== '===' && !isComparison(one, version, prefix !== undefined)))
      throw malformed(text, at, `${shown(one)} is no comparison with a version, like \`==1.26.0\` or \`<2\``);
    if (isBeyond(version) && !EXACT.has(sign))
      throw malformed(text, at, `${shown(version)} has a number that no order is known of`);
    clauses.push(
      sign === '==='
        ? { text: one, sign, version: one.slice(sign.length).trim(), isPrefix: false }
        : { text: one, sign, version, isPrefix: prefix !== undefined },
    );
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
  const known = isBeyond(version) ? null : pep440.explain(version);
  const answers = clauses.map((clause) => holds(clause, version, known));
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** Nothing can follow a `.dev`: the library refuses `==1.0.dev1.*` for that, but takes a zero's. */
function isComparison(clause: string, version: string, isPrefix: boolean): boolean {
  return pep440.validRange(clause) && !(isPrefix && pep440.explain(version)?.is_devrelease === true);
}

const EXACT: ReadonlySet<string> = new Set(['==', '!=', '===']);

/** The library reads numbers as floating point: larger ones are rounded, and very large ones are none to it. */
function isBeyond(version: string): boolean {
  const [open = ''] = version.split('+', 1);
  return (open.match(/\d+/g) ?? []).some((digits) => Number(digits) > Number.MAX_SAFE_INTEGER);
}

/**
 * What PEP 440 says of the signs. The library only reads and orders versions: its own ranges know no zero padding of
 * prefixes, and their `<` and `>` leave out all that has the same numbers.
 */
function holds(clause: Clause, installed: string, known: Pep440Version | null): boolean | undefined {
  const { sign, version } = clause;
  const isText = installed.toLowerCase() === version.toLowerCase();
  if (sign === '===') return isText;
  if (known === null) return isText ? sign === '==' : undefined;
  const bound = isBeyond(version) ? null : pep440.explain(version);
  if (bound === null) return sign === '!=';
  // Without local parts: they count only for `==` and `!=`, which alone may have one.
  const order = pep440.compare(known.public, bound.public);
  switch (sign) {
    // Only what V has itself is left out: 2.1rc1 is no pre-release of 2.1.post1, 2.1.post1 no post-release of 2.1rc1.
    case '<':
      return pep440.lt(known.public, bound.is_prerelease ? bound.public : `${bound.public}.dev0`);
    case '<=':
      return order <= 0;
    case '>':
      return order > 0 && !pep440.eq(known.public.replace(POST, ''), bound.public);
    case '>=':
      return order >= 0;
    case '~=':
      return order >= 0 && isWithin(known, bound.epoch, bound.release.slice(0, -1));
  }
  const isMatch = clause.isPrefix
    ? hasPrefix(known, bound)
    : order === 0 && (bound.local === null || localPart(installed) === localPart(version));
  return isMatch === (sign === '==');
}

/** What stands last in a version as the library writes it: `1.0rc1.post2.dev3`. */
const POST = /\.post.*/;
const DEV = /\.dev.*/;

function hasPrefix(known: Pep440Version, bound: Pep440Version): boolean {
  if (bound.is_postrelease) return pep440.eq(known.public.replace(DEV, ''), bound.public);
  if (bound.is_prerelease) return pep440.eq(known.public.replace(POST, '').replace(DEV, ''), bound.public);
  return isWithin(known, bound.epoch, bound.release);
}

/** Numbers that a version does not have are zeros: 2.1 is within 2.1.0. */
function isWithin(known: Pep440Version, epoch: number, release: readonly number[]): boolean {
  return known.epoch === epoch && release.every((number, at) => number === (known.release[at] ?? 0));
}

/** Not the library's, which takes the hash `12e4` for a number. */
function localPart(version: string): string {
  const [, local = ''] = version.toLowerCase().split('+');
  return local
    .split(/[-_.]/)
    .map((part) => (/^\d+$/.test(part) ? part.replace(/^0+(?=\d)/, '') : part))
    .join('.');
}

function malformed(text: string, at: number, why: string): UserError {
  return new UserError({
    code: 'E_INPUT_INVALID',
    what: `The package ${shown(text)} is wrong at position ${at + 1}: ${why}`,
    where: 'REF',
    mend: 'Write it as `package:numpy`, `package:numpy==1.26.0` or `package:numpy>=1.26,<2` (PEP 440)',
  });
}

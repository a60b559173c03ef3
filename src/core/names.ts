import { UserError } from './errors.js';

/** Longest encoded name in a path, in bytes. */
const LONGEST = 200;
/** Control characters and lone surrogates: what a path must not hold and UTF-8 has no bytes for. */
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/**
 * A name as one component of a ledger path: `[A-Za-z0-9._-]` stays, every other byte of its UTF-8 becomes `%XX`.
 * @param where the input or file that the name comes from
 * @throws UserError E_NAME_INVALID
 */
export function encodeName(name: string, where?: string): string {
  const fault = faultOf(name);
  if (fault !== undefined) {
    throw new UserError({
      code: 'E_NAME_INVALID',
      what: `${JSON.stringify(name.slice(0, 80))} ${fault.what}`,
      where,
      mend: fault.mend,
    });
  }
  return percentEncode(name);
}

/** Whether {@link encodeName} takes a name. */
export function isName(name: string): boolean {
  return faultOf(name) === undefined;
}

/** The name that {@link encodeName} made this of; undefined when it could not have. */
export function decodeName(encoded: string): string | undefined {
  const bytes = encoded.replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const name = Buffer.from(bytes, 'latin1').toString('utf8');
  // One text per name: `%41` is no other way to write `A`, nor is invalid UTF-8 a way to write U+FFFD.
  return faultOf(name) === undefined && percentEncode(name) === encoded ? name : undefined;
}

/** Among the names in use, one that is not `name` but differs from it only in case or Unicode form. */
export function clashingName(name: string, existing: readonly string[]): string | undefined {
  const folded = foldName(name);
  return existing.find((other) => other !== name && foldName(other) === folded);
}

function faultOf(name: string): { what: string; mend: string } | undefined {
  if (name === '') return { what: 'is an empty name', mend: 'Give a name' };
  if (name === '.' || name === '..')
    return { what: 'is not a name but a folder', mend: 'Choose another name' };
  // Servers refuse trees with such entries, since git would take them for its own files.
  if (/^\.git/i.test(name))
    return { what: 'begins like a file of git', mend: 'Choose a name that does not begin with .git' };
  if (UNSAFE.test(name)) {
    return {
      what: 'holds control characters or broken Unicode',
      mend: 'Choose a name of printable characters',
    };
  }
  const length = percentEncode(name).length;
  if (length > LONGEST) {
    return {
      what: `takes ${length} bytes in a path and ${LONGEST} is the most (other than A-Z a-z 0-9 . _ - take 3 for each byte)`,
      mend: 'Choose a shorter name',
    };
  }
  return undefined;
}

function percentEncode(name: string): string {
  // Most names, and each path of a model's events begins with one.
  if (/^[A-Za-z0-9._-]*$/.test(name)) return name;
  return [...Buffer.from(name, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9._-]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** The same for all names that differ only in case or Unicode form. */
export function foldName(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

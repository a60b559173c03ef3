import { readdir } from 'node:fs/promises';

/**
 * Names in a folder that are not UTF-8, as they come from an archive of another system.
 * @param folder absolute
 * @returns the name as Node.js decodes it, with U+FFFD, to one in which the bytes can be seen: `caf\xe9.csv`
 */
export async function notUtf8(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const bytes of await readdir(folder, 'buffer')) {
    const name = bytes.toString('utf8');
    if (!Buffer.from(name, 'utf8').equals(bytes)) found.set(name, escaped(bytes));
  }
  return found;
}

/** Printable ASCII stays; every other byte is `\xHH`. */
function escaped(bytes: Buffer): string {
  return [...bytes]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
}

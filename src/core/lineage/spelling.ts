/** What nobody sees. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

interface Named {
  name: string;
  version: string;
}

/**
 * The same for all texts that nobody can tell apart by looking: composed characters or not (file systems turn one into the other), with
 * characters that cannot be seen or without. Upper and lower case are not the same.
 */
export function spelling(text: string): string {
  // Most names, of many runs.
  return /^[ -~]*$/.test(text) ? text : text.replace(UNSEEN, '').normalize('NFC');
}

export function isSameSpelling(one: string, other: string): boolean {
  return one === other || spelling(one) === spelling(other);
}

export function isSameDataset(one: Named, other: Named): boolean {
  return isSameSpelling(one.name, other.name) && isSameSpelling(one.version, other.version);
}

/** A name and version as they are written, and in the Unicode forms that programs write. */
export function formsOf({ name, version }: Named): Named[] {
  const forms = (['NFC', 'NFD'] as const).map((form) => ({
    name: name.normalize(form),
    version: version.normalize(form),
  }));
  return [{ name, version }, ...forms];
}

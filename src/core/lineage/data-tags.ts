/** Tag of what a client logged as data that `dataset_version` does not name, of the same form. */
export const LOGGED_DATA = 'lineage.datasets';
/** Tags that name data. */
export const DATA_TAGS = ['dataset_version', LOGGED_DATA] as const;
export type DataTag = (typeof DATA_TAGS)[number];

interface Named {
  name: string;
  version: string;
}

/** Adjacent parts of a tag that are read as one name, at most: whoever may push writes tags of thousands. */
const MOST_JOINED = 4;

/** The name that `dataset_version` has for a version. */
export function tagOf({ name, version }: Named): string {
  return `${name}_${version}`;
}

/**
 * What a tag may name that no dataset of its run answers for: its parts between `+`, adjacent ones together, and all of it, since a
 * version may have a `+` of its own. Each once.
 */
export function namesIn(tag: string | undefined, datasets: readonly Named[]): string[] {
  if (tag === undefined) return [];
  const known = new Set(datasets.map(tagOf));
  if (known.has(tag) || known.has(tag.trim())) return [];
  const parts = tag.split('+').map((part) => part.trim());
  const names = leftOf(parts, known).flatMap((left) => [...joinsOf(left)]);
  return [...new Set(names.map(asTag))].filter((name) => name !== '' && !known.has(name));
}

interface Used extends Named {
  role?: string;
  digests?: Readonly<Record<string, string>>;
}

/** A name with the version that the run has used. */
const VERSIONED = /^(.+)_([^_\d]*\d[^_]*)$/;

/**
 * What a tag says of data that its run has used in another version, as a variable does that nobody has brought up to date. Versions of
 * two kinds (`v2` and `2026-11`) may mean the same, and MLflow gives data none but its digest.
 */
export function contradicted(
  tag: string | undefined,
  datasets: readonly Used[],
): { said: string; used: Named }[] {
  const trained = datasets.filter(
    ({ role = 'train', version, digests }) => role === 'train' && version !== digests?.['mlflow'],
  );
  const parts = new Set(tag?.split('+').map((part) => asTag(part.trim())));
  return namesIn(tag, datasets).flatMap((said) => {
    const [, name, version = ''] = VERSIONED.exec(said) ?? [];
    const own = trained.filter((one) => one.name === name);
    const [used] = own;
    const isOther = own.every((one) => !parts.has(tagOf(one)) && kindOf(one.version) === kindOf(version));
    return used !== undefined && isOther ? [{ said, used }] : [];
  });
}

function kindOf(version: string): string {
  return version.replace(/[\d.-]+/g, '0');
}

/** Whether it is several parts of a tag together. */
export function isJoined(name: string): boolean {
  return name.includes('+');
}

/** The stretches of parts between those that are a dataset's. */
function leftOf(parts: readonly string[], known: ReadonlySet<string>): string[][] {
  const stretches: string[][] = [[]];
  for (let at = 0; at < parts.length; ) {
    const length = ownLength(parts.slice(at, at + MOST_JOINED), known);
    if (length > 0) stretches.push([]);
    else stretches.at(-1)?.push(parts[at] ?? '');
    at += Math.max(length, 1);
  }
  return stretches;
}

/** How many of the first parts are a dataset's name, the most that are. */
function ownLength(parts: readonly string[], known: ReadonlySet<string>): number {
  for (let length = parts.length; length > 0; length -= 1)
    if (known.has(asTag(parts.slice(0, length).join('+')))) return length;
  return 0;
}

function* joinsOf(parts: readonly string[]): Iterable<string> {
  yield* parts;
  for (let length = 2; length <= Math.min(MOST_JOINED, parts.length); length += 1)
    for (let at = 0; at + length <= parts.length; at += 1) yield parts.slice(at, at + length).join('+');
  yield parts.join('+');
}

/** `orders@v2.1` is how references are written. */
function asTag(name: string): string {
  return name.replace(/^([^@]+)@([^@_]+)$/, '$1_$2');
}

/** What systems and tools leave behind in any folder, whatever it is for. */
const OF_SYSTEMS: readonly RegExp[] = [
  /^\.DS_Store$/,
  /^Thumbs\.db$/i,
  /^desktop\.ini$/i,
  /^\._/,
  /^\.ipynb_checkpoints$/,
  /^__pycache__$/,
  // `huggingface_hub` notes in it when each file was downloaded.
  /^\.cache$/,
];
/** What is about the data in a folder, or made of it, and is no data. */
const BESIDE_DATA: readonly RegExp[] = [/^\.git/, /\.dvc$/, /\.lock$/, /^cache-.*\.arrow$/s];

/**
 * Whether a name is left out of the digest of a folder of data (scheme `folder-2`), a folder with all that is below it.
 * Digests are compared for years: another list is another scheme.
 * @param path forward slashes, relative to the folder; its last part counts
 */
export function isBesideData(path: string): boolean {
  return isOfSystems(path) || BESIDE_DATA.some((pattern) => pattern.test(nameOf(path)));
}

/**
 * Whether a name is left out of a model. Fewer than of data: a deployment may need a `.gitattributes`, and a lock file
 * says what the model runs with.
 */
export function isOfSystems(path: string): boolean {
  return OF_SYSTEMS.some((pattern) => pattern.test(nameOf(path)));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

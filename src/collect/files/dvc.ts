import { yamlValue } from '../../core/yaml-documents.js';
/** What a `.dvc` file, or a stage of a `dvc.lock`, says of one file or folder. */
export interface DvcOut {
  /** As DVC writes it: relative to {@link DvcFile.folder}. */
  path: string;
  /** Digests by their name: `md5` (of a folder ending in `.dir`), `sha256`, `etag`, … */
  digests: { [name: string]: string };
  size_bytes: number | null;
  /** Files in it; null where it is a file, or does not say. */
  files: number | null;
  /** Whether its md5 is of the bytes as they are: before DVC 3 it was of texts with the line ends of Unix. */
  isOfBytes: boolean;
}

export interface DvcFile {
  outs: DvcOut[];
  /** Folder that the paths count from, relative to the file. */
  folder: string;
  /** Where `dvc import` got it from; null for data of this repository. */
  imported: { repository: string | null; revision: string | null; path: string | null } | null;
}

type Tree = string | null | Tree[] | { [key: string]: Tree };

/** Names that DVC gives digests, and its remotes' words for a state of a file. */
const DIGESTS = ['md5', 'sha256', 'etag', 'checksum', 'version_id'];
const LONGEST_DIGEST = 200;

/** Reads what DVC writes. What it is not able to read is none of DVC's. */
export class DvcReader {
  private constructor(private readonly parse: (text: string) => unknown) {}

  static async open(): Promise<DvcReader> {
    const yaml = await import('yaml');
    // Failsafe: every scalar is text, or else an md5 of digits alone, or with one `e` in it, would be a number.
    return new DvcReader((text) =>
      yamlValue(yaml, text, { schema: 'failsafe', logLevel: 'silent', uniqueKeys: false }),
    );
  }

  /** @returns undefined for what is no `.dvc` file */
  file(text: string): DvcFile | undefined {
    const top = this.#tree(text);
    const outs = isMap(top) && Array.isArray(top['outs']) ? outsOf(top['outs']) : [];
    if (!isMap(top) || outs.length === 0) return undefined;
    return { outs, folder: textOf(top['wdir']) ?? '.', imported: importedOf(top['deps']) };
  }

  /** The inputs and outputs of all stages of a `dvc.lock`, of both formats that DVC has had. */
  lock(text: string): DvcOut[] {
    const top = this.#tree(text);
    if (!isMap(top)) return [];
    const stages = isMap(top['stages']) ? top['stages'] : top;
    return Object.values(stages).flatMap((stage) =>
      isMap(stage)
        ? ['outs', 'deps'].flatMap((key) => (Array.isArray(stage[key]) ? outsOf(stage[key]) : []))
        : [],
    );
  }

  #tree(text: string): Tree {
    try {
      return this.parse(text) as Tree;
    } catch {
      // Not YAML, or nested or repeated beyond reason: not written by DVC.
      return null;
    }
  }
}

function outsOf(items: readonly Tree[]): DvcOut[] {
  return items.flatMap((item) => {
    const path = isMap(item) ? textOf(item['path']) : null;
    if (!isMap(item) || path === null) return [];
    const digests = digestsOf(item);
    if (Object.keys(digests).length === 0) return [];
    return [
      {
        path,
        digests,
        size_bytes: countOf(item['size']),
        files: countOf(item['nfiles']),
        isOfBytes: item['hash'] === 'md5',
      },
    ];
  });
}

function countOf(value: Tree | undefined): number | null {
  const text = textOf(value) ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function digestsOf(item: { [key: string]: Tree }): DvcOut['digests'] {
  return Object.fromEntries(
    DIGESTS.flatMap((name): [string, string][] => {
      const digest = textOf(item[name]);
      return digest === null || digest.length > LONGEST_DIGEST ? [] : [[name, digest]];
    }),
  );
}

/** `dvc import` names a repository, `dvc import-url` an address. */
function importedOf(deps: Tree | undefined): DvcFile['imported'] {
  const [dep] = Array.isArray(deps) ? deps : [];
  if (!isMap(dep)) return null;
  const { repo } = dep;
  const path = textOf(dep['path']);
  if (isMap(repo)) {
    const revision = textOf(repo['rev_lock']) ?? textOf(repo['rev']);
    return { repository: textOf(repo['url']), revision, path };
  }
  if (path === null || !/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return null;
  return { repository: path, revision: textOf(dep['version_id']) ?? textOf(dep['etag']), path: null };
}

function isMap(value: Tree | undefined): value is { [key: string]: Tree } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Tree | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

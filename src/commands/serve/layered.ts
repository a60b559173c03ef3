import type { ArtifactFiles } from '../../mlflow/server/artifact-files.js';
import type { RecordedFiles } from './recorded-files.js';

/** What was logged to this server, before what records name: a path is in one of the two. */
export function layered(own: ArtifactFiles, recorded: RecordedFiles): ArtifactFiles {
  return {
    async get(path) {
      return (await own.get(path)) ?? (await recorded.get(path));
    },
    async list(path) {
      const [first, second] = await Promise.all([own.list(path), recorded.list(path)]);
      const names = new Set(first.map(({ name }) => name));
      const all = [...first, ...second.filter(({ name }) => !names.has(name))];
      return all.sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    async put(path, bytes, size) {
      await (await owner(path)).put(path, bytes, size);
    },
    async remove(path) {
      await (await owner(path)).remove(path);
    },
  };

  /** Records are not written to: they refuse. */
  async function owner(path: string): Promise<ArtifactFiles> {
    return (await recorded.has(path)) ? recorded : own;
  }
}

/** Files that are there in a moment. */
export function lateFiles(files: Promise<ArtifactFiles>): ArtifactFiles {
  files.catch(() => undefined);
  return {
    get: async (path) => (await files).get(path),
    list: async (path) => (await files).list(path),
    put: async (path, bytes, size) => (await files).put(path, bytes, size),
    remove: async (path) => (await files).remove(path),
  };
}

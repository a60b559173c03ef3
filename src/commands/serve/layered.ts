import type { ArtifactFiles } from '../../mlflow/server/artifact-files.js';
import type { RecordedFiles } from './recorded-files.js';

/** What records name, and what was logged to this server where no record says which files there are. */
export function layered(own: ArtifactFiles, recorded: RecordedFiles): ArtifactFiles {
  return {
    async get(path) {
      return (await recorded.get(path)) ?? ((await recorded.isClosed(path)) ? undefined : own.get(path));
    },
    async list(path) {
      const first = await recorded.list(path);
      if (await recorded.isClosed(path)) return first;
      const names = new Set(first.map(({ name }) => name));
      const all = [...first];
      for (const entry of await own.list(path)) {
        const whole = path === '' ? entry.name : `${path}/${entry.name}`;
        if (!names.has(entry.name) && !(await recorded.isClosed(whole))) all.push(entry);
      }
      return all.sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    put: (path, bytes, size) => own.put(path, bytes, size),
    remove: (path) => own.remove(path),
  };
}

/**
 * Refuses changes of the own folder where only what is recorded counts.
 * @param check refuses what is about something that has been recorded just now
 * @returns what throws ProtocolError PERMISSION_DENIED
 */
export function recordsGuard(
  recorded: RecordedFiles,
  check: (path: string) => Promise<void>,
): (path: string) => Promise<void> {
  return async (path) => {
    await check(path);
    if ((await recorded.isClosed(path)) || (await recorded.has(path))) await recorded.remove(path);
  };
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

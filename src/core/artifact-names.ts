import { hasControl } from './key-values.js';

const PATH_LIMIT = 1024;
/** What actions/upload-artifact and Windows have no names for, and `\`, which leads to another folder once a file is unpacked there. */
const REFUSED = /["*:<>?|\\\r\n]/;

/** What keeps a relative path out of a record, as what a sentence says of it; undefined when nothing does. */
export function pathProblem(path: string): string | undefined {
  if (hasControl(path)) return 'has a control character in it';
  return path.length > PATH_LIMIT ? `is longer than ${PATH_LIMIT} characters` : undefined;
}

/** The same of a file that is to be stored. @param path relative, forward slashes */
export function artifactPathProblem(path: string): string | undefined {
  if (!REFUSED.test(path)) return pathProblem(path);
  return pathProblem(path) ?? 'has a character that an artifact cannot have: one of " : < > | * ? \\';
}

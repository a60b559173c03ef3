const FILE_TYPE = 0o170000;
const REGULAR_FILE = 0o100000;

/** Whether a zip's entry is a file with bytes of its own, and no link, folder or device; a zip of another system than Unix does not say. */
export function isPlainFile({ externalFileAttributes }: { externalFileAttributes: number }): boolean {
  const type = (externalFileAttributes >>> 16) & FILE_TYPE;
  return type === 0 || type === REGULAR_FILE;
}

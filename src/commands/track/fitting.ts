/** What the machine and whoever works on it call things, and nothing goes by the last character of. */
const TOLD = /^\/(?:command|context|environment)\//;

/**
 * A record with texts cut that are longer than it has room for: a command with thousands of files in it is no reason to lose a training.
 * @param record without secrets: of one that is cut in two nobody would know the rest
 * @returns also where it was cut
 */
export async function fitting<T extends object>(record: T): Promise<{ record: T; cut: string[] }> {
  const { run: validate } = await import('../../core/generated/validators.js');
  if (validate(record)) return { record, cut: [] };
  const long = (validate.errors ?? []).filter(
    ({ keyword, instancePath }) => keyword === 'maxLength' && TOLD.test(instancePath),
  );
  const fit = structuredClone(record);
  for (const { instancePath, params } of long) shorten(fit, instancePath, Number(params['limit']));
  return { record: fit, cut: long.map(({ instancePath }) => instancePath.slice(1).replaceAll('/', '.')) };
}

/** @param pointer to a text, as JSON pointers are written @param most characters */
function shorten(within: object, pointer: string, most: number): void {
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() ?? '';
  const place = keys.reduce((at, key) => at[key] as Fields, within as Fields);
  const characters = [...String(place[last])];
  place[last] = `${characters.slice(0, most - 1).join('')}…`;
}

type Fields = Record<string, unknown>;

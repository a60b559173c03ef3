import { modelNameClash } from './model-names.js';
import { encodeName, isName } from './names.js';
import { nearest } from './nearest.js';

/** The known name that an unknown one most likely means. */
export interface MeantName {
  name: string;
  /** What a sentence goes on with that ends in the name, where the eye sees no difference; else empty. */
  differs: string;
}

/** Whether it is percent-encoded, another one to the computer alone, or misspelt; undefined when none is close. */
export function meantName(name: string, known: readonly string[]): MeantName | undefined {
  const same = known.find((other) => other !== name && decoded(other) === decoded(name));
  if (same !== undefined) return { name: same, differs: '' };
  const clash = modelNameClash(name, known);
  if (clash !== undefined) {
    const spelling = isName(clash.name) ? `, percent-encoded \`${encodeName(clash.name)}\`` : '';
    return { name: clash.name, differs: ` (it differs ${clash.why}${spelling})` };
  }
  const near = nearest(name, known);
  return near === undefined ? undefined : { name: near, differs: '' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A `%` that stands for itself.
    return text;
  }
}

import type { Fault } from './errors.js';
import { printable } from './printable.js';
import { asWord } from './shell-word.js';

/**
 * Why git does not work in a folder, by what it said under `LC_ALL=C`. Not every refusal means that there is no repository: `git init`
 * in one that git refuses would be the wrong advice.
 */
export function gitRefusal(folder: string, said: string): Fault {
  const [first = ''] = said.replace(/^fatal: /, '').split('\n');
  const words = printable(first).slice(0, 300);
  if (said.includes('dubious ownership') || said.includes('unsafe repository')) {
    const path = /repository (?:at |\()'(.+)'(?: is owned by someone else\))?$/m.exec(said)?.[1] ?? folder;
    return {
      code: 'E_REPOSITORY_OWNER',
      what: 'The repository belongs to another user, and git refuses it',
      where: path,
      mend: `If you trust it: git config --global --add safe.directory ${asWord(path)}`,
    };
  }
  if (said.includes('not a git repository')) {
    return {
      code: 'E_NO_REPOSITORY',
      what: `Here is no git repository (${words})`,
      where: folder,
      mend: 'Change to a folder of your repository, or make one with git init',
    };
  }
  return {
    code: 'E_GIT_REFUSED',
    what: `git cannot read the repository (${words})`,
    where: folder,
    mend: 'Mend what git names; `git status` in this folder says the same',
  };
}

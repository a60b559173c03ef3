import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

/**
 * From Node 22.8 on, keeps what V8 has compiled of this program beside it, since that is up to an eighth of each start. Whoever may write
 * there may write the program itself; in a folder that others share or may write it would run their code. Where it cannot be
 * kept, nothing is.
 * @param root the folder of the program
 */
export function keepCompiled(root: string): void {
  // Types of Node 20 do not know it.
  const { enableCompileCache } = module as { enableCompileCache?: (folder: string) => unknown };
  if (enableCompileCache === undefined) return;
  const folder = join(root, '.cache', 'compile');
  const ignored = join(folder, '.gitignore');
  try {
    // Whoever keeps this program in a repository has a clean work tree still.
    if (!existsSync(ignored)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(ignored, '*\n');
    }
  } catch {
    return;
  }
  enableCompileCache(folder);
}

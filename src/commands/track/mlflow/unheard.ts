import path from 'node:path';
import { readContained } from '../../../collect/files/opened.js';
import type { Log } from '../../../core/log.js';
import { quoted } from '../../../core/printable.js';
import type { Session } from '../session.js';

/** Files of a command that are looked at, and bytes of the largest. */
const MOST = 20;
const LARGEST = 1024 * 1024;
const SCRIPT = /(?<![\w./\\-])[\w./\\-]+\.(?:py|ipynb)(?![\w.])/g;
/** `python -m pkg.train` */
const MODULE = /(?:^|\s)-m\s+([A-Za-z_][\w.]*)/g;
/** Also one of several modules of a line, and `import_module('mlflow')`. No `import` is looked beyond for another. */
const USES =
  /\bfrom\s+mlflow\b|\bimport\s(?:(?!\bimport\s)[^\n\\#;])*\bmlflow\b|\b_*import(?:_module|__)\s*\(\s*\\?["']mlflow\b/;
const NAMES_PLACE = /\bset_tracking_uri\s*\(/;

/** Warns where nothing came of a command whose script speaks to MLflow: a client that is told where to log goes past us without a word. */
export async function tellUnheard({ request }: Pick<Session, 'request'>, log: Log): Promise<void> {
  for (const script of scriptsOf(request.command?.run ?? '').slice(0, MOST)) {
    const file = { absolute: path.resolve(request.cwd, script), within: request.workspace };
    const text = await readContained(file, LARGEST).then(String, () => '');
    if (!USES.test(text)) continue;
    log.warning(
      NAMES_PLACE.test(text)
        ? `Nothing was logged with MLflow here, and ${quoted(script, 200)} names by \`set_tracking_uri\` where it logs, a server or a place of its own: what it logs there is not recorded. Leave that out of it, and what it logs comes here.`
        : `Nothing was logged with MLflow here, although ${quoted(script, 200)} imports it. If it logs elsewhere, that is not recorded: look for \`set_tracking_uri\`.`,
    );
    return;
  }
}

/** Python files that a command names, as paths relative to where it runs. */
function scriptsOf(command: string): string[] {
  const modules = [...command.matchAll(MODULE)].flatMap(([, name = '']) => {
    const place = name.replaceAll('.', '/');
    return [`${place}.py`, `${place}/__main__.py`];
  });
  return [...new Set([...(command.match(SCRIPT) ?? []), ...modules])];
}

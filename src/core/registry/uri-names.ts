import { UserError } from '../errors.js';
import { shown } from '../key-values.js';
import { modelNameFault } from '../model-names.js';
import { encodeName } from '../names.js';
import { printable } from '../printable.js';

/** A model URI is cut at `/`, `:` and `@`, so a name with one of them could not be found by it. @throws UserError E_NAME_INVALID */
export function requireUriName(name: string, where: string): void {
  encodeName(name, where);
  if (!/[/:@]/.test(name)) return;
  throw new UserError({
    code: 'E_NAME_INVALID',
    what: `${shown(name)} holds \`/\`, \`:\` or \`@\`, which have a meaning in model URIs (\`models:/NAME@ALIAS\`)`,
    where,
    mend: 'Choose a name without them, e.g. with `-` or `.`',
  });
}

/** Whoever reads a name must be able to tell which model it is. @throws UserError E_NAME_INVALID */
export function requireModelName(name: string, where: string): void {
  requireUriName(name, where);
  requireReadableName(name, where);
}

/** The same of a name that MLflow's clients have chosen, who take other signs for granted. @throws UserError E_NAME_INVALID */
export function requireReadableName(name: string, where: string): void {
  const fault = modelNameFault(name);
  if (fault === undefined) return;
  const what = `The model name ${shown(printable(name))} ${fault.what}`;
  throw new UserError({ code: 'E_NAME_INVALID', what, where, mend: fault.mend });
}

/** MLflow's clients take `latest`, `v3` and the like for versions. @throws UserError E_NAME_INVALID */
export function requireAlias(alias: string, where: string): void {
  requireUriName(alias, where);
  const fault = modelNameFault(alias);
  if (fault !== undefined)
    throw new UserError({
      code: 'E_NAME_INVALID',
      what: `The alias ${shown(printable(alias))} ${fault.what}`,
      where,
      mend: fault.mend,
    });
  if (!/^(?:latest|v?\d+)$/i.test(alias)) return;
  throw new UserError({
    code: 'E_NAME_INVALID',
    what: `The alias ${shown(alias)} would be taken for a version`,
    where,
    mend: 'Choose a word, e.g. `champion`',
  });
}

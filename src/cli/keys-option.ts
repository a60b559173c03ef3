import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../core/errors.js';
import type { TokenKey } from '../core/generated/types.js';
import { parseJson } from '../core/json.js';
import { shown } from '../core/key-values.js';
import { keysIn } from '../core/registry/confirm/token.js';

/** The keys in a file as an issuer publishes them (a JWKS), which the user has kept. @throws UserError E_PATH_MISSING, E_INPUT_INVALID */
export async function keptKeys(file: string | undefined): Promise<TokenKey[]> {
  if (file === undefined) return [];
  const text = await readFile(path.resolve(file), 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new UserError({
      code: 'E_PATH_MISSING',
      what: `The file ${shown(file)} cannot be read`,
      where: '--keys',
      mend: 'Give a file that was saved from `/.well-known/jwks` of the issuer',
    });
  }
  const keys = keysIn(parseJson(text));
  if (keys.length > 0) return keys;
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: `${shown(file)} has no RSA keys`,
    where: '--keys',
    mend: 'Give a file that was saved from `/.well-known/jwks` of the issuer: `{"keys": [{"kty": "RSA", …}]}`',
  });
}

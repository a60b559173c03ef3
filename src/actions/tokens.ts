import { attester } from '../commands/confirm/attest.js';
import { cachedKeys, type TokenTrust } from '../commands/confirm/witness.js';
import { type Attest, issuerOf } from '../core/registry/confirm/token.js';
import { type Host, proxiedFetch } from './host.js';

/** Whose tokens count in this job: those of its own server. */
export function tokenTrust({ serverUrl }: Pick<Host, 'serverUrl'>): TokenTrust {
  const keysOf = async (issuer: string) =>
    (await import('../github/tokens.js')).publishedKeys(issuer, proxiedFetch);
  return { issuer: issuerOf(serverUrl), keysOf: cachedKeys(keysOf) };
}

/** How events of this job get tokens; nothing where it lacks `id-token: write`. */
export function attestOf(host: Pick<Host, 'env' | 'log' | 'serverUrl'>): { attest?: Attest } {
  const { env, log } = host;
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
  const bearer = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
  if (url === '' || bearer === '') return {};
  const token = async (audience: string) => {
    const { requestToken } = await import('../github/tokens.js');
    return requestToken({ url, bearer }, audience, proxiedFetch);
  };
  return { attest: attester({ ...tokenTrust(host), token, log }) };
}

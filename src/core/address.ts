/**
 * A remote's address without anything secret: no user info, no query, no fragment. Null for an address that is none,
 * is too long for a record, or runs a helper program (`ext::…`), since only the helper knows where secrets are in it.
 */
export function publicRemote(address: string | null): string | null {
  if (address === null || address.length > 500 || /[\u0000-\u001f\u007f]/.test(address)) return null;
  const text = address.trim();
  if (text === '' || /^[a-z0-9+.-]+::/i.test(text)) return null;
  if (text.includes('://')) return publicUrl(text);
  // `user@host:path`, as scp writes it. `C:\path` and `./a:b` are paths.
  const scp = /^(?:[^@/\\]*@)?([^@/\\:]{2,}:.+)$/.exec(text);
  return scp?.[1] ?? text;
}

function publicUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url.href;
}

/** By the end of a name, in lower case. Anything else is bytes. Compressed files are what they are: a client would unpack an encoding. */
const TYPES: Readonly<Record<string, string>> = {
  bmp: 'image/bmp',
  gif: 'image/gif',
  gz: 'application/gzip',
  htm: 'text/html',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  tar: 'application/x-tar',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  wav: 'audio/wav',
  webp: 'image/webp',
  zip: 'application/zip',
};
/** Shown as text, as MLflow does. */
const TEXTS = new Set(
  (
    'cf cfg cnf conf csv err hocon ini ipynb js json jsonl log md mlmodel mlproject prop properties py py3 r rst sql toml tsv txt ' +
    'xml yaml yml'
  ).split(' '),
);

export function contentType(name: string): string {
  const dot = name.lastIndexOf('.');
  const end = name.slice(dot + 1).toLowerCase();
  if (TEXTS.has(end)) return 'text/plain';
  return (Object.hasOwn(TYPES, end) ? TYPES[end] : undefined) ?? 'application/octet-stream';
}

/** What need not stand in quotes: MLflow leaves them away, and clients look for the bare name. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** A browser keeps the file and does not show it: it would stand on our address. */
export function disposition(name: string): string {
  if (TOKEN.test(name)) return `attachment; filename=${name}`;
  const ascii = name.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\]/g, (sign) => `\\${sign}`);
  if (/^[\x20-\x7e]*$/.test(name)) return `attachment; filename="${ascii}"`;
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

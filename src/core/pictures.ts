import { decodeName } from './names.js';

/** Most bytes of a picture: the ledger keeps it for good. */
export const LARGEST_PICTURE = 1024 * 1024;
/** Most pictures of a run. */
export const MOST_PICTURES = 4;

export type PictureType = 'png' | 'jpg' | 'gif' | 'webp';

const FILE_NAME = /^(.+)\.(png|jpg|gif|webp)$/;

/** What the first bytes say; undefined for anything else, such as SVG, which can hold programs. */
export function pictureType(bytes: Buffer): PictureType | undefined {
  const begins = (text: string, at = 0) =>
    bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'));
  if (begins('\x89PNG\r\n\x1a\n')) return 'png';
  if (begins('\xff\xd8\xff')) return 'jpg';
  if (begins('GIF87a') || begins('GIF89a')) return 'gif';
  return begins('RIFF') && begins('WEBP', 8) ? 'webp' : undefined;
}

/** `loss%20curve.png` → `loss curve`; undefined for a name that a writer does not make. */
export function captionOf(name: string): string | undefined {
  const [, , end] = FILE_NAME.exec(name) ?? [];
  return end === undefined ? undefined : decodeName(name)?.slice(0, -1 - end.length);
}

/** Why a picture is not what its name says, the end of a sentence; undefined when it is. */
export function pictureFault(name: string, bytes: Buffer): string | undefined {
  const type = pictureType(bytes);
  if (type === undefined) return 'is no PNG, JPEG, GIF or WebP by its content';
  return name.endsWith(`.${type}`) ? undefined : `is a ${type} by its content`;
}

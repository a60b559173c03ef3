import { invalid, ProtocolError } from '../protocol/errors.js';

/** Reserved on Windows, with any ending. */
const DEVICES = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;
const NOT_ON_WINDOWS = /[<>:"|?*]|[. ]$/;

/** @throws ProtocolError for a name that this system's files cannot have */
export function checkNames(path: string, platform: NodeJS.Platform): void {
  if (platform !== 'win32') return;
  const name = path.split('/').find((part) => NOT_ON_WINDOWS.test(part) || DEVICES.test(part));
  if (name !== undefined)
    throw invalid(`Invalid path: the server runs on Windows, where no file can be called '${name}'.`);
}

/** What an error of the file system means for who sent the file; any other one is given back. */
export function faultOf(error: unknown, path: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new ProtocolError(
        'DATA_LOSS',
        `The server's disk is full: '${path}' was not kept. Make room and log it again.`,
      );
    case 'ENAMETOOLONG':
      return invalid(`Invalid path: a name in '${path}' is longer than the server's files may have.`);
    case 'EISDIR':
    case 'ENOTEMPTY':
      return isFolder(path);
    case 'EEXIST':
    case 'ENOTDIR':
      return notFolder(path, path);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ProtocolError('PERMISSION_DENIED', `The server may not write '${path}' to its folder.`);
    default:
      return error;
  }
}

export function isFolder(path: string): ProtocolError {
  return invalid(`'${path}' is a folder, so no file can be kept under that name.`);
}

export function notFolder(path: string, at: string): ProtocolError {
  return invalid(`'${path}' cannot be kept: '${at}' is there already and is no folder.`);
}

/** A file that is no longer the one that was promised; what was sent of it is not to be taken for the whole. */
export function changedWhileRead(path: string): ProtocolError {
  return new ProtocolError('RESOURCE_CONFLICT', `'${path}' was changed while it was read.`);
}

import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileEntry } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import type { ModelVersion, RunRecord } from '../../core/generated/types.js';
import { isLogged } from '../../core/trust.js';
import { readLoggedModel } from '../../ledger/read/logged-models.js';
import { readRun } from '../../ledger/read/records.js';
import { ProtocolError } from '../../mlflow/protocol/errors.js';
import type { ArtifactEntry, ArtifactFile, ArtifactFiles } from '../../mlflow/server/artifact-files.js';
import type { LoggedModel } from '../../mlflow/state/entities.js';
import { VERSIONS } from '../../mlflow/state/from-model.js';
import { fetchModel } from '../fetch/fetch.js';
import { fetchLoggedModel } from '../fetch/logged-model-files.js';
import type { FetchDeps } from '../fetch/request.js';
import { fetchRunFiles } from '../fetch/run-files.js';
import { recordedModelPath } from '../track/mlflow/model-paths.js';
import type { LedgerState } from './read-ledger.js';

/** What a ledger says of files. */
type Recorded = Pick<LedgerState, 'runs' | 'registry' | 'state'>;

/** Files that are brought and kept together. */
interface Piece {
  /** Where it stands among the artifacts of the server; no slash at the end. */
  place: string;
  /** Sizes in bytes by path below the place; '' where the piece is a file. */
  files: ReadonlyMap<string, number>;
  /** Whether it is told with what is above it: clients logged no file of their history, and no logged model among the run's files. */
  isListed: boolean;
  /** Writes the files to a folder that is not there yet, each checked against its digest. */
  bring(folder: string): Promise<unknown>;
}

export interface RecordedFiles extends ArtifactFiles {
  /** Whether a record names a file or a folder there; nothing is brought. */
  has(path: string): Promise<boolean>;
  /**
   * Whether nothing counts there but what is recorded: among the files of versions, in the place of a run unless clients logged it,
   * and of such a run at and below each of its files and models.
   */
  isClosed(path: string): Promise<boolean>;
  /** Takes what was brought away. */
  close(): Promise<void>;
}

/**
 * The files that runs and model versions of a ledger name, from whatever store has them. They are brought when somebody asks for
 * one, and kept for as long as the server lives. Nothing can be written there.
 * @param temp absolute folder that may be filled
 */
export function recordedFiles(
  recorded: () => Promise<Recorded>,
  { temp, ...deps }: FetchDeps & { temp: string },
): RecordedFiles {
  let cache: Promise<string> | undefined;
  const brought = new Map<string, Promise<string>>();
  let tries = 0;
  /** The run that was asked for last. */
  let last: { id: string; record: Promise<RunRecord> } | undefined;

  function bring(piece: Piece): Promise<string> {
    const there = brought.get(piece.place) ?? into(piece, `${tries++}`);
    brought.set(piece.place, there);
    // What could not be read now may be there later.
    there.catch(() => brought.delete(piece.place));
    return there;
  }

  async function into(piece: Piece, name: string): Promise<string> {
    cache ??= mkdtemp(path.join(temp, 'lineage-gate-serve-'));
    const folder = path.join(await cache, name);
    await piece.bring(folder).catch((error: unknown) => {
      throw error instanceof UserError ? unbrought(piece.place, error) : error;
    });
    return folder;
  }

  async function pieces(asked: string): Promise<Piece[]> {
    const known = await recorded();
    const parts = asked.split('/');
    const place = parts.slice(0, 3).join('/');
    const version = known.registry.versions.get(place);
    if (version !== undefined) return [versionPiece(place, version, deps)];
    const [, id = '', folder] = parts;
    if (id === 'models') return modelPieces(parts.slice(0, 4).join('/'), known);
    if (!known.runs.has(id) || folder !== 'artifacts') return [];
    const run = await record(id);
    const logged = new Set(loggedPaths(run, known).values());
    return runPieces(run, place, deps).map((piece) =>
      logged.has(piece.place.slice(place.length + 1)) ? { ...piece, isListed: false } : piece,
    );
  }

  /** The files of a logged model, which its run has recorded. */
  async function modelPieces(place: string, known: Recorded): Promise<Piece[]> {
    const model = known.state.loggedModels.get(place.split('/')[2] ?? '');
    const isThere = model?.artifact_uri.replace(OURS, '') === place;
    if (model === undefined || !isThere) return [];
    if (model.source_run_id === '') return aloneModel(model.model_id, place);
    if (!known.runs.has(model.source_run_id)) return [];
    const run = await record(model.source_run_id);
    const path = loggedPaths(run, known).get(model);
    const found = run.outputs.models.find((one) => one.path === path);
    return found === undefined ? [] : [modelPiece(run.run_id, found, { place, deps })];
  }

  /** The files of one without a run. */
  async function aloneModel(model_id: string, place: string): Promise<Piece[]> {
    const recorded = await readLoggedModel(await deps.ledger.view(), model_id);
    if (recorded === undefined || recorded.manifest === null) return [];
    const bring = (folder: string) => fetchLoggedModel(recorded, { path: folder, shown: folder }, deps);
    return [{ place, files: sizes(recorded.manifest.files), isListed: true, bring }];
  }

  /** Clients ask many times for what one run has. */
  function record(id: string): Promise<RunRecord> {
    if (last?.id === id) return last.record;
    const read = deps.ledger.view().then((view) => readRun(view, id));
    last = { id, record: read };
    read.catch(() => {
      if (last?.record === read) last = undefined;
    });
    return read;
  }

  return {
    async get(asked) {
      const all = await pieces(asked);
      const piece = all.find((one) => holds(one, asked));
      if (piece === undefined) return entriesOf(all, asked).length > 0 ? 'folder' : undefined;
      const within = asked.slice(piece.place.length + 1);
      const file = within === '' ? asked.slice(asked.lastIndexOf('/') + 1) : within;
      return openable(path.join(await bring(piece), ...file.split('/')));
    },
    async has(asked) {
      const all = await pieces(asked);
      return entriesOf(all, asked).length > 0 || all.some((piece) => holds(piece, asked));
    },
    async isClosed(asked) {
      const parts = asked.split('/');
      if (parts[0] === VERSIONS) return true;
      const [, id = '', folder] = parts;
      if (folder !== 'artifacts' || !(await recorded()).runs.has(id)) return false;
      const isAtOrBelow = ({ place }: Piece) => asked === place || asked.startsWith(`${place}/`);
      return !isLogged(await record(id)) || (await pieces(asked)).some(isAtOrBelow);
    },
    list: async (asked) => {
      const all = await pieces(asked);
      const isWithin = ({ place }: Piece) => asked === place || asked.startsWith(`${place}/`);
      return entriesOf(
        all.filter((piece) => piece.isListed || isWithin(piece)),
        asked,
      );
    },
    put: refuse,
    remove: refuse,
    async close() {
      if (cache !== undefined) await rm(await cache, { recursive: true, force: true });
    },
  };
}

/** What a client is told of files that cannot be brought; it comes again by itself where they may be there later. */
function unbrought(place: string, error: UserError): ProtocolError {
  const code = error.has('E_STORE_GONE')
    ? 'RESOURCE_DOES_NOT_EXIST'
    : error.has('E_STORE_DAMAGED')
      ? 'INTERNAL_ERROR'
      : 'TEMPORARILY_UNAVAILABLE';
  return new ProtocolError(code, `The files of ${place} cannot be brought: ${error.message}`);
}

async function openable(file: string): Promise<ArtifactFile> {
  const { size } = await stat(file);
  return { size, open: (range) => createReadStream(file, range) };
}

async function refuse(asked: string): Promise<never> {
  throw new ProtocolError(
    'PERMISSION_DENIED',
    `${asked} belongs to a record of the ledger, and what was recorded is never changed. Log to a run that still goes on.`,
  );
}

function versionPiece(place: string, { model, version, manifest }: ModelVersion, deps: FetchDeps): Piece {
  const uri = `models:/${model}/${version}`;
  return {
    place,
    files: sizes(manifest.files),
    isListed: true,
    bring: (folder) => fetchModel({ uri, path: folder, shown: folder, allowArchived: true }, deps),
  };
}

const OURS = /^mlflow-artifacts:\/+/;

/** Which model of a record each logged model of its run is. */
function loggedPaths({ run_id, outputs }: RunRecord, { state }: Recorded): Map<LoggedModel, string> {
  const own = [...state.loggedModels.values()].filter(({ source_run_id }) => source_run_id === run_id);
  const recorded = new Set(outputs.models.map(({ path }) => path));
  return new Map(
    own.flatMap((model) => {
      const at = recordedModelPath(model, recorded, own);
      return at === undefined ? [] : [[model, at]];
    }),
  );
}

function modelPiece(
  run: string,
  { path: wanted, manifest: { files } }: RunRecord['outputs']['models'][number],
  { place, deps }: { place: string; deps: FetchDeps },
): Piece {
  return {
    place,
    files: isAlone(wanted, files) ? one(files) : sizes(files),
    isListed: true,
    bring: (folder) => fetchRunFiles({ run, wanted, path: folder, shown: folder }, deps),
  };
}

/** Models as a whole, and each other artifact by itself: of a run of many files a client wants few. */
function runPieces(run: RunRecord, place: string, deps: FetchDeps): Piece[] {
  const { artifacts, models, history } = run.outputs;
  const alone = artifacts.filter(({ kind }) => kind !== 'model');
  const piece = (wanted: string, files: Piece['files']): Piece => ({
    place: `${place}/${wanted}`,
    files,
    isListed: wanted !== history?.artifact,
    bring: (folder) => fetchRunFiles({ run: run.run_id, wanted, path: folder, shown: folder }, deps),
  });
  return [
    ...models.map((model) => modelPiece(run.run_id, model, { place: `${place}/${model.path}`, deps })),
    ...alone.map((artifact) => piece(artifact.path, one([artifact]))),
  ];
}

/** A model that is one file has its name. */
function isAlone(at: string, files: readonly FileEntry[]): boolean {
  return files.length === 1 && files[0]?.path === path.posix.basename(at);
}

function sizes(files: readonly FileEntry[]): Map<string, number> {
  return new Map(files.map((file) => [file.path, file.size_bytes]));
}

function one([file]: readonly Pick<FileEntry, 'size_bytes'>[]): Map<string, number> {
  return new Map([['', file?.size_bytes ?? 0]]);
}

/** What lies right below a path. */
function entriesOf(pieces: readonly Piece[], asked: string): ArtifactEntry[] {
  const below = asked === '' ? '' : `${asked}/`;
  const entries = new Map<string, ArtifactEntry>();
  for (const { place, files } of pieces)
    for (const [within, size] of files) {
      const whole = within === '' ? place : `${place}/${within}`;
      if (!whole.startsWith(below)) continue;
      const [name = '', ...deeper] = whole.slice(below.length).split('/');
      entries.set(name, deeper.length > 0 ? { name, is_dir: true } : { name, is_dir: false, size });
    }
  return [...entries.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Whether a piece has a file at this path. */
function holds({ place, files }: Piece, asked: string): boolean {
  return asked === place
    ? files.has('')
    : asked.startsWith(`${place}/`) && files.has(asked.slice(place.length + 1));
}

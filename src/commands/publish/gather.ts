import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type EvidenceFiles, invalidEvidence, readEvidenceZip } from '../../collect/evidence/evidence-zip.js';
import { LARGEST_PICTURE, MOST_PICTURES } from '../../collect/pictures.js';
import { type Fault, UserError } from '../../core/errors.js';
import { isId } from '../../core/ids.js';
import { type DownloadOptions, downloadArtifact, type RunArtifact } from '../../github/artifact-download.js';
import type { GitHubClient } from '../../github/client.js';
import { LARGEST_FILE } from '../../ledger/layout.js';
import { EVIDENCE_PREFIX } from '../track/evidence.js';

/** Evidence of more runs is refused: whoever makes a pull request decides how many there are. */
const MOST_EVIDENCE = 500;
/** Bytes of the record, the curves, the amendment and the pictures of a run. */
const LARGEST_RUN = 3 * LARGEST_FILE + MOST_PICTURES * LARGEST_PICTURE;
/** Bytes of a zip that holds these, however badly it packs them. */
const LARGEST_ZIP = LARGEST_RUN + 64 * 1024;
/** Bytes of all evidence together, packed and unpacked. It is held in memory, and pushed at once. */
const LARGEST_SUM = 256 * 1024 * 1024;
const AT_ONCE = 8;

/** Evidence that is not recorded, and why. */
export interface Refused {
  artifact: RunArtifact;
  faults: readonly Fault[];
}

export interface Handed {
  artifact: RunArtifact;
  runId: string;
}

export interface GatherDeps {
  /** Absolute folder that is there and ours. */
  folder: string;
  download: Omit<DownloadOptions, 'maxBytes'>;
  github(): Promise<GitHubClient>;
}

/** The evidence among the artifacts of a workflow run, by run id and so by time. What is only named like evidence is refused. */
export function findEvidence(artifacts: readonly RunArtifact[]): { handed: Handed[]; refused: Refused[] } {
  const handed: Handed[] = [];
  const refused: Refused[] = [];
  const sum = new Sum();
  for (const artifact of artifacts) {
    if (!artifact.name.startsWith(EVIDENCE_PREFIX)) continue;
    const runId = runIdOf(artifact);
    try {
      if (!isId(runId)) throw invalidEvidence('is named after no run id');
      // The first by name counts, so that nobody takes a run's place with a number behind its id.
      if (handed.some((one) => one.runId === runId))
        throw invalidEvidence('is that of a run of which there is other evidence');
      if (handed.length === MOST_EVIDENCE)
        throw invalidEvidence(`is that of more than ${MOST_EVIDENCE} runs`);
      sum.add(artifact.sizeBytes, LARGEST_ZIP);
      handed.push({ artifact, runId });
    } catch (error) {
      refused.push(refusal(artifact, error));
    }
  }
  return { handed, refused };
}

/** Bytes that were let in. What is refused does not count, or one piece of evidence could keep all others out. */
class Sum {
  #bytes = 0;

  /** @throws UserError E_EVIDENCE_INVALID */
  add(bytes: number, most: number): void {
    if (bytes > most) throw invalidEvidence(`has ${bytes} bytes, and ${most} are the most`);
    if (this.#bytes + bytes > LARGEST_SUM) {
      throw invalidEvidence(`brings all evidence of this workflow run above ${LARGEST_SUM} bytes`);
    }
    this.#bytes += bytes;
  }
}

/** @throws what is no fault of the evidence */
function refusal(artifact: RunArtifact, error: unknown): Refused {
  if (!(error instanceof UserError)) throw error;
  return { artifact, faults: error.faults };
}

/** The run that an artifact is named after, also one with a number behind it (`…-2`); no id when it is named after none. */
export function runIdOf({ name }: RunArtifact): string {
  return name.slice(EVIDENCE_PREFIX.length).replace(/-[2-9]$/, '');
}

/**
 * Downloads evidence and hands its files on, one after the other in any order. What `take` throws as a UserError refuses this
 * evidence and no other.
 */
export async function gatherEvidence(
  handed: readonly Handed[],
  take: (handed: Handed, files: EvidenceFiles) => Promise<void> | void,
  deps: GatherDeps,
): Promise<Refused[]> {
  const refused: Refused[] = [];
  const waiting = handed.values();
  const sum = new Sum();
  const work = async () => {
    for (const one of waiting) {
      try {
        await take(one, await readOne(one, sum, deps));
      } catch (error) {
        refused.push(refusal(one.artifact, error));
      }
    }
  };
  const workers = Array.from({ length: Math.min(AT_ONCE, handed.length) }, work);
  // None must go on writing files once the caller has been told of a failure.
  const failed = (await Promise.allSettled(workers)).find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return refused;
}

/** @param sum is asked before anything is unpacked: a small zip can say to be large, and be it */
async function readOne({ artifact, runId }: Handed, sum: Sum, deps: GatherDeps): Promise<EvidenceFiles> {
  const file = path.join(deps.folder, `${artifact.id}.zip`);
  const options = { ...deps.download, maxBytes: LARGEST_ZIP, file };
  await downloadArtifact(await deps.github(), artifact, options);
  try {
    const admit = (bytes: number) => sum.add(bytes, LARGEST_RUN);
    return await readEvidenceZip(file, { runId, largest: LARGEST_FILE, admit });
  } finally {
    await rm(file, { force: true });
  }
}

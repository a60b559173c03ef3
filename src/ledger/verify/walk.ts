import { FILE_MODE, kindOf } from '../git/objects.js';
import { finding, type LineageFinding, readable } from './findings.js';
import type { Change } from './history.js';
import { isDerived, placeOf } from './paths.js';

/** A file of the ledger, as its history has told it so far. */
export interface Known {
  id: string;
  /** The commit that added it. */
  commit: string;
  /** Why it is not as it was written; undefined while it is. */
  fault?: { finding: LineageFinding; original: string };
}

/** A file that was removed. */
export interface Gone {
  file: { path: string; id: string; mode: string; commit: string };
  finding: LineageFinding;
}

/** Judges a history commit by commit: a ledger's only adds files. */
export class Walk {
  readonly findings: LineageFinding[] = [];
  /** Files that were removed from where events of recalls lie, as they were first, each with its finding. */
  readonly goneRecalls: Gone[] = [];
  /** By path; those that were removed stay. */
  readonly #files = new Map<string, Known>();
  /** Files that each root commit has. */
  readonly #roots = new Map<string, readonly string[]>();

  /** @param roots ids of the commits without parents */
  constructor(roots: readonly string[]) {
    for (const root of roots) this.#roots.set(root, []);
  }

  /** What is known of a path that ever was in the history, by one character per byte. */
  file(path: string): Known | undefined {
    return this.#files.get(path);
  }

  /** Whether a root commit added a file. */
  rootHas(root: string, path: string): boolean {
    return this.#roots.get(root)?.includes(path) ?? false;
  }

  /** Takes what a commit changed, seen from one of its parents. Commits come after their parents. */
  take(commit: string, all: readonly Change[]): void {
    const changes = all.filter((change) => !isDerived(change.path));
    if (this.#roots.has(commit)) {
      const top = changes.map((change) => change.path).filter((path) => !path.includes('/'));
      this.#roots.set(commit, top);
    }
    const added = new Map(
      changes.filter((change) => change.status === 'A').map((change) => [change.newId, change.path]),
    );
    // Additions first, so that a removal in the same commit is told where the file went.
    for (const change of changes) if (change.status === 'A') this.#add(commit, change);
    for (const change of changes) {
      if (change.status === 'D') this.#remove(commit, change, added.get(change.oldId));
      else if (change.status !== 'A') this.#edit(commit, change);
    }
    // Look-ups are files as well.
    for (const change of all) this.#requirePlain(commit, change);
  }

  #add(commit: string, { path, newId }: Change): void {
    const known = this.#files.get(path);
    if (known === undefined) this.#files.set(path, { id: newId, commit });
    // A merge brings what the other side has already added.
    else if (known.fault !== undefined || known.id !== newId)
      this.#changeTo(known, { commit, path, id: newId });
  }

  #edit(commit: string, { path, oldId, newId }: Change): void {
    // With the same content only the mode changed, which the mode's own rule tells.
    if (oldId === newId) return;
    const known = this.#files.get(path);
    if (known !== undefined) this.#changeTo(known, { commit, path, id: newId });
  }

  #changeTo(known: Known, now: { commit: string; path: string; id: string }): void {
    const { commit, path, id } = now;
    if (known.fault !== undefined && known.fault.original === id) {
      known.fault.finding.what += `; commit ${commit} put it back as it was`;
      Object.assign(known, { id, fault: undefined });
      return;
    }
    if (known.id === id) return;
    const original = known.fault?.original ?? known.id;
    const at = { path, commit };
    const fault = placeOf(path).kind === 'bootstrap' ? 'bootstrap-changed' : 'record-edited';
    const told = finding(fault, at, `was changed; commit ${known.commit} wrote it`);
    this.findings.push(told);
    Object.assign(known, { id, fault: { finding: told, original } });
  }

  #remove(commit: string, { path, oldId, oldMode }: Change, movedTo: string | undefined): void {
    const known = this.#files.get(path);
    if (known === undefined) return;
    const at = { path, commit };
    const told =
      placeOf(path).kind === 'bootstrap'
        ? finding('bootstrap-changed', at, 'was removed')
        : movedTo === undefined
          ? finding('record-removed', at, 'was removed')
          : finding('record-renamed', at, `was moved to ${readable(movedTo)}`);
    this.findings.push(told);
    const id = known.fault?.original ?? oldId;
    known.fault = { finding: told, original: id };
    if (told.rule === 'record-removed' && placeOf(path).kind === 'recall' && oldMode === FILE_MODE)
      this.goneRecalls.push({ file: { path, id, mode: oldMode, commit }, finding: told });
  }

  #requirePlain(commit: string, { path, status, oldMode, newMode }: Change): void {
    if (status === 'D' || newMode === FILE_MODE || newMode === oldMode) return;
    this.findings.push(finding('not-plain-file', { path, commit }, `is ${kindOf(newMode)}`));
  }
}

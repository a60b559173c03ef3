/** Every kind of finding with its title and what its finder does next. Names are public and stay. Those of warnings are in {@link WARNINGS}. */
export const RULES = {
  'history-rewritten': {
    title: 'The branch no longer holds a commit that it held',
    mend: 'Compare with a clone that has the commit; push the old history back and forbid force pushes for the branch',
  },
  'several-roots': {
    title: 'More than one beginning',
    mend: 'Find out who merged another history into the branch',
  },
  'root-not-bootstrap': {
    title: 'The first commit does not begin a ledger',
    mend: 'Look at the commit; begin a new ledger branch if this one was not made by Lineage Gate',
  },
  'merge-commit': {
    title: 'Merges, which no writer of a ledger makes',
    mend: 'Find out who merged; writers build on the tip of the branch',
  },
  'bootstrap-changed': {
    title: 'README.md or ledger.json changed',
    mend: 'Put the first bytes back with a new commit',
  },
  'record-edited': {
    title: 'Records that were changed after they were written',
    mend: 'Look at the commit and put the first bytes back with a new one; do not rewrite the branch',
  },
  'record-removed': {
    title: 'Records that were removed',
    mend: 'Look at the commit and put the file back with a new one; do not rewrite the branch',
  },
  'record-renamed': {
    title: 'Records that were moved to another path',
    mend: 'Put the file back where it was with a new commit; do not rewrite the branch',
  },
  'not-plain-file': {
    title: 'What is no plain file: links, submodules, executables and other modes',
    mend: 'Find out who put it there; do not check the branch out before you know',
  },
  'path-twice': {
    title: 'Paths that a folder names twice',
    mend: 'Find out who made the commit: git itself makes no such folder',
  },
  'folder-malformed': {
    title: 'Folders of a form that git does not make',
    mend: 'Find out who made the commit; the next write to that folder puts it in order',
  },
  'unknown-path': {
    title: 'Files at paths that no ledger has',
    mend: 'Find out who put it there, or use the newest version of Lineage Gate if that wrote it',
  },
  'record-misplaced': {
    title: 'Records at a path that is not theirs',
    mend: 'Find out who put it there; the id in a record says where it belongs',
  },
  'record-invalid': {
    title: 'Records that cannot be read',
    mend: 'Look at the commit that added it, or use the newest version of Lineage Gate if that wrote it',
  },
  'record-too-large': {
    title: 'Files that are too large to be read',
    mend: 'Look at the commit that added it',
  },
  'file-without-run': {
    title: 'Files of runs that have no record',
    mend: 'Find out where the record of the run went',
  },
  'file-late': {
    title: 'Curves, pictures and first amendments that came in another commit than the record of their run',
    mend: 'Look at the commit that added it: a run is written with all its files at once',
  },
  'picture-invalid': {
    title: 'Pictures that are not what their name says',
    mend: 'Look at the commit that added it, and do not open the file before you know what it is',
  },
  'pictures-too-many': {
    title: 'Runs with more pictures than a run has',
    mend: 'Look at the commit that added them',
  },
  'manifest-untrue': {
    title: 'Manifests whose digest is not that of their files',
    mend: 'Compare the record with the files of the model; do not use the model before you know',
  },
  'model-name': {
    title: 'Models of a name that nobody can read for what it is',
    mend: 'Find out who registered it; no release registers such a name today',
  },
  'model-name-clash': {
    title: 'Models of a name that looks like another one',
    mend: 'Find out who registered it, and which of the two is used where',
  },
  'version-gap': {
    title: 'Missing model versions',
    mend: 'Look for the commit that removed them, or find out who chose the number of the one after them',
  },
  'version-unregistered': {
    title: 'Model versions that no event registers',
    mend: 'Look at the commit that added it: a registration writes the version and its event together',
  },
  'version-mismatch': {
    title: 'Model versions that are not what was registered',
    mend: 'Compare both records with the files of the model',
  },
  'version-without-run': {
    title: 'Model versions of runs that are not in the ledger',
    mend: 'Find the record of the run; a version without one has no lineage',
  },
  'version-not-of-run': {
    title: 'Model versions that their run did not make, or that say otherwise of it',
    mend: 'Compare the version with the models and tags in the record of its run: a registration takes them as they are',
  },
  'version-of-unfit-run': {
    title: 'Model versions of runs that must not be registered',
    mend: 'Find out who registered it; register the model of a finished, trusted run instead',
  },
  'stage-untrue': {
    title: 'Changes of a stage that the version was not in, and events of a time that does not exist',
    mend: 'Look for an event of the model that was removed, or at the commit that added this one',
  },
  'rename-half': {
    title: 'Renames of a model that the other name knows nothing of, or that cannot be',
    mend: 'Look at the commit that added it; `lineage-gate models repair` says how it is disowned',
  },
  'endpoint-name': {
    title: 'Endpoints of a name that nobody can read for what it is',
    mend: 'Find out who wrote it; no release writes such a name today',
  },
  'endpoint-name-clash': {
    title: 'Endpoints of a name that looks like another one',
    mend: 'Find out who wrote it, and which of the two is used where',
  },
  'endpoint-untrue': {
    title: 'Events of endpoints that cannot be true',
    mend: 'Look at the commit that added it, and ask the endpoint itself what serves there',
  },
  'event-without-version': {
    title: 'Events of model versions that do not exist',
    mend: 'Look for the commit that removed the version, or at the one that added the event',
  },
  'event-chain': {
    title: 'Events out of their chain',
    mend: 'Look for an event of the model that was removed or changed, or at the commit that added this one',
  },
  'event-unconfirmed': {
    title: 'Events that are not what GitHub says of their workflow run',
    mend: 'Look at the commit that added it and at who pushed it; `lineage-gate models repair` says how it is disowned',
  },
  'event-unchecked': {
    title: 'Events that GitHub could not be asked about',
    mend: 'Nothing, where the run is old or the event is of a laptop; where it is young, find out who deleted the run',
  },
  'given-recalled': {
    title: 'Stages and aliases that were given to what comes from what is recalled',
    mend: 'Look at the commit and who pushed it, roll the stage back, and move the alias: `lineage-gate recalls show` says what comes from it',
  },
  'recall-untrue': {
    title: 'Events of recalls that cannot be true',
    mend: 'Look at the commit that added it: what lifts a recall is written by `lineage-gate recall --clear` or the action `recall`',
  },
  'recall-unconfirmed': {
    title: 'Events of recalls that are not what GitHub says of their workflow run',
    mend: 'Nothing counts it; look at the commit that added it and at who pushed it, and revert that commit',
  },
  'record-disowned': {
    title: 'Records that do not count, as an event of their model says',
    mend: 'Read the reason in the event: somebody wrote the record past the registry, or the event itself',
  },
  'index-wrong': {
    title: 'Look-ups that do not say what the records say',
    mend: 'Make them anew with lineage-gate reindex, and look at the commit: no decision goes by them, lists do',
  },
  'time-in-future': {
    title: 'Times that are still to come, or come after their commit',
    mend: 'Look at the clock of the machine that wrote it, and at the commit',
  },
  'time-behind': {
    title: 'Times more than a day before their commit',
    mend: 'Find out whether it waited to be recorded (parked, or kept on a machine) or was made up later',
  },
  'time-backwards': {
    title: 'Times that run backwards',
    mend: 'Look at the clocks of the machines that wrote them, and at the commits',
  },
} as const satisfies Record<string, { title: string; mend: string }>;

/** What may have an innocent cause. `--strict` makes them count. */
export const WARNINGS: ReadonlySet<Rule> = new Set<Rule>([
  'event-unchecked',
  'given-recalled',
  'record-disowned',
  'time-in-future',
  'time-behind',
  'time-backwards',
]);

export type Rule = keyof typeof RULES;

/** One thing that speaks against a ledger. */
export interface LineageFinding {
  rule: Rule;
  severity: 'error' | 'warning';
  /** Null where it is about a commit as a whole. */
  path: string | null;
  /** The commit that did it, or that added the file; null where none is known. */
  commit: string | null;
  /** What is wrong, as the rest of a sentence that begins with the path, or with the commit. */
  what: string;
  mend: string;
}

/** @param path a character per byte, as {@link import('../git/objects.js').TreeEntry} has it */
export function finding(
  rule: Rule,
  at: { path?: string; commit: string | undefined },
  what: string,
): LineageFinding {
  const path = at.path === undefined ? null : readable(at.path);
  const severity = WARNINGS.has(rule) ? 'warning' : 'error';
  return { rule, severity, path, commit: at.commit ?? null, what, mend: RULES[rule].mend };
}

/** A path of one character per byte as the text that it is in UTF-8. */
export function readable(path: string): string {
  return Buffer.from(path, 'latin1').toString('utf8');
}

/** In the order of {@link RULES}, then of paths, then of commits as they are given. */
export function sortFindings(
  all: readonly LineageFinding[],
  order: ReadonlyMap<string, number>,
): LineageFinding[] {
  const rules = Object.keys(RULES);
  const place = (one: LineageFinding) => order.get(one.commit ?? '') ?? -1;
  return [...all].sort(
    (a, b) =>
      rules.indexOf(a.rule) - rules.indexOf(b.rule) ||
      Buffer.compare(Buffer.from(a.path ?? ''), Buffer.from(b.path ?? '')) ||
      place(a) - place(b) ||
      (a.what < b.what ? -1 : Number(a.what > b.what)),
  );
}

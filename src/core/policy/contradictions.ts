import type { ModelRules, PolicyFile, StageRules, Waiver } from '../generated/types.js';
import { nearest } from '../nearest.js';
import { RECALLED_RULE } from '../recall/findings.js';
import { accountFault } from './account-faults.js';
import { approverFaults } from './approver-faults.js';
import { globFault } from './globs.js';
import type { MetricRule } from './metric-rule.js';
import { laidOver } from './overrides.js';
import { type Policy, policyOf } from './policy.js';
import { recallRuleFaults } from './recall-faults.js';
import { isWaivable } from './waivers.js';
import { workflowFileFault } from './workflow-file.js';

/** A fault of a policy file that its schema cannot see. */
export interface Contradiction {
  /** JSON pointer into the file. */
  pointer: string;
  what: string;
  mend: string;
}

const ROOTS = [
  'baseline',
  'required_tags',
  'tags',
  'metrics',
  'code',
  'run',
  'datasets',
  'record',
  'stages',
  'model_card',
  RECALLED_RULE,
];

/** Rules that contradict each other or could never apply. @param file valid by its schema */
export function contradictionsOf(file: PolicyFile): Contradiction[] {
  const policy = policyOf(file, '');
  return [
    ...ruleFaults(file, '', policy),
    ...Object.entries(file.models ?? {}).flatMap(([glob, rules]) => [
      ...globFaults(glob, `/models/${escaped(glob)}`),
      ...ruleFaults(rules, `/models/${escaped(glob)}`, laidOver(policy, rules)),
    ]),
    ...appliesToFaults(file.applies_to),
    ...workflowFaults(file.registry_workflows),
    ...recallRuleFaults(file.recall, policy),
    ...(file.record === undefined ? [] : pathFaults(file.record)),
    ...(file.waivers ?? []).flatMap((waiver, index) => waiverFaults(waiver, `/waivers/${index}`)),
  ];
}

/** @param effective the policy with these rules in it */
function ruleFaults(rules: PolicyFile | ModelRules, place: string, effective: Policy): Contradiction[] {
  const isTop = place === '';
  const nulls = isTop ? emptyRules(rules) : [];
  const metrics = Object.entries(rules.metrics ?? {}).flatMap(([key, rule]) =>
    rule === null
      ? []
      : metricFaults(key, effective.metrics[key] ?? rule)
          // What only one model is not compared with may have its limit from the rules for all.
          .filter(
            ({ setting }) =>
              isTop || rule.baseline !== 'none' || !MOVES.includes(setting) || Object.hasOwn(rule, setting),
          )
          .map((fault) => ({
            ...fault,
            pointer: `${place}/metrics/${escaped(key)}${isTop || Object.hasOwn(rule, fault.setting) ? `/${fault.setting}` : ''}`,
          })),
  );
  const patterns = Object.entries(rules.tags ?? {}).flatMap(([key, rule]) =>
    rule?.pattern === undefined
      ? []
      : patternFaults(key, rule.pattern, `${place}/tags/${escaped(key)}/pattern`),
  );
  return [
    ...nulls,
    ...patterns,
    ...metrics,
    ...stageFaults(rules.stages, { place: `${place}/stages`, effective }),
  ];
}

/** In an override null takes a rule away; here there is none to take. */
const INSTEAD_OF_NOTHING = {
  tags: 'Give a `pattern`, or remove it',
  metrics: 'Write `{}` for a metric that only has to be there',
  noise: 'Give a number above 0, or remove it',
} as const;

function emptyRules(rules: PolicyFile | ModelRules): Contradiction[] {
  return (['tags', 'metrics', 'noise'] as const).flatMap((kind) =>
    Object.entries(rules[kind] ?? {})
      .filter(([, rule]) => rule === null)
      .map(([key]) => ({
        pointer: `/${kind}/${escaped(key)}`,
        what: `\`${kind}.${key}\` says nothing`,
        mend: INSTEAD_OF_NOTHING[kind],
      })),
  );
}

const MOVES: readonly (keyof MetricRule)[] = ['max_drop', 'max_increase'];

interface MetricFault {
  setting: keyof MetricRule;
  what: string;
  mend: string;
}

function metricFaults(key: string, rule: MetricRule): MetricFault[] {
  const { min, max, higher_is_better, baseline } = rule;
  const faults: MetricFault[] = [];
  if (min !== undefined && max !== undefined && min > max) {
    const what = `The least value of \`${key}\`, ${min}, is above its greatest, ${max}`;
    faults.push({ setting: 'min', what, mend: 'Swap `min` and `max`, or leave one of them out' });
  }
  const odd = higher_is_better === false ? 'max_drop' : 'max_increase';
  if (higher_is_better !== undefined && rule[odd] !== undefined) {
    const other = odd === 'max_drop' ? 'max_increase' : 'max_drop';
    faults.push({
      setting: odd,
      what: `\`${key}\` is better the ${higher_is_better ? 'higher' : 'lower'} it is, and \`${odd}\` would refuse it for getting better`,
      mend: `Write \`${other}\`, or \`higher_is_better: ${!higher_is_better}\`; for a bound on either side give \`min\` and \`max\``,
    });
  }
  const moves = MOVES.find((setting) => rule[setting] !== undefined);
  if (baseline === 'none' && moves !== undefined) {
    const what = `\`${key}\` has \`${moves}\` and is compared with nothing`;
    faults.push({ setting: moves, what, mend: `Remove \`baseline: none\`, or \`${moves}\`` });
  }
  return faults;
}

function patternFaults(key: string, pattern: string, pointer: string): Contradiction[] {
  try {
    new RegExp(pattern, 'u');
    return [];
  } catch (error) {
    const problem = (error as Error).message;
    const what = `The pattern of the tag \`${key}\` is not a regular expression: ${problem}`;
    return [{ pointer, what, mend: 'Correct the pattern' }];
  }
}

function stageFaults(
  stages: StageRules | undefined,
  { place, effective }: { place: string; effective: Policy },
): Contradiction[] {
  return Object.entries(stages ?? {}).flatMap(([stage, rule]) => {
    const faults: Contradiction[] = [];
    const add = (setting: string, what: string, mend: string) =>
      faults.push({ pointer: `${place}/${stage}/${setting}`, what, mend });
    if (rule.approver_not_requester === true && (rule.approvals ?? 0) === 0) {
      const what = `\`${stage}\` asks for another approver than who asked, and for no approval`;
      add('approver_not_requester', what, 'Add `approvals: 1`');
    }
    for (const setting of ['from', 'allowed_actors', 'allowed_refs'] as const) {
      if (rule[setting]?.length !== 0) continue;
      const what = `\`${stage}.${setting}\` is empty, so nothing could ever get there`;
      add(setting, what, 'Name what is allowed, or remove the line');
    }
    for (const { setting, what, mend } of entryFaults(rule)) add(setting, what, mend);
    for (const { setting, what, mend } of approverFaults(stage, effective.stages[stage] ?? rule)) {
      const [own] = [setting, 'approvers', 'allowed_actors'].filter((key) =>
        Object.hasOwn(rule, key.replace(/\/.*/, '')),
      );
      if (own !== undefined) add(own, what, mend);
    }
    return faults;
  });
}

/** Entries of a stage's lists that can mean nothing. */
function entryFaults(rule: StageRules[string]): { setting: string; what: string; mend: string }[] {
  const accounts = (['allowed_actors', 'approvers', 'override'] as const).flatMap((list) =>
    (rule[list] ?? []).flatMap((entry, index) => {
      const fault = accountFault(entry);
      return fault === undefined ? [] : [{ setting: `${list}/${index}`, ...fault }];
    }),
  );
  const refs = (rule.allowed_refs ?? []).flatMap((ref, index) =>
    // What git allows in no name of a branch.
    /[*?[\\ ~^:]/.test(ref)
      ? [
          {
            setting: `allowed_refs/${index}`,
            what: `\`${ref}\` can be no branch: \`allowed_refs\` takes names and no patterns`,
            mend: 'Name each branch, or remove it',
          },
        ]
      : [],
  );
  return [...accounts, ...refs];
}

function globFaults(glob: string, pointer: string): Contradiction[] {
  const fault = globFault(glob);
  return fault === undefined ? [] : [{ pointer, ...fault }];
}

function appliesToFaults(globs: PolicyFile['applies_to']): Contradiction[] {
  if (globs === undefined) return [];
  const faults = globs.flatMap((glob, index): Contradiction[] => {
    const path = glob.replace(/^!/, '');
    if (path !== '' && !/^\.{0,2}\/|\\/.test(path)) return globFaults(path, `/applies_to/${index}`);
    return [
      {
        pointer: `/applies_to/${index}`,
        what: `\`${glob}\` can be no path of a repository`,
        mend: 'Write paths from the root of the repository with forward slashes and without one in front: `src/**`',
      },
    ];
  });
  if (globs.some((glob) => !glob.startsWith('!'))) return faults;
  return [
    ...faults,
    {
      pointer: '/applies_to',
      what: '`applies_to` takes out and puts nothing in, so that no pull request would ever be judged',
      mend: "Begin the list with '**' for all paths",
    },
  ];
}

function workflowFaults(files: PolicyFile['registry_workflows']): Contradiction[] {
  if (files?.length === 0) {
    const what = '`registry_workflows` is empty, so that no event about a stage would ever count';
    return [
      { pointer: '/registry_workflows', what, mend: 'Name the workflow that promotes, or remove the line' },
    ];
  }
  return (files ?? []).flatMap((file, index) => {
    const fault = workflowFileFault(file);
    return fault === undefined ? [] : [{ pointer: `/registry_workflows/${index}`, ...fault }];
  });
}

/** What is wrong with the path of the schema for records. */
export function pathFaults(path: string): Contradiction[] {
  if (!(/^\/|\\|^[A-Za-z]:/.test(path) || path.split('/').includes('..'))) return [];
  const mend = 'Write the path of a file in the repository, from its root: `schemas/our-run.schema.json`';
  return [{ pointer: '/record', what: `\`${path}\` is no path within the repository`, mend }];
}

function waiverFaults({ rule, model, expires, recall, version }: Waiver, place: string): Contradiction[] {
  const faults: Contradiction[] = [
    ...recallFaults({ rule, recall, version }, place),
    ...globFaults(rule, `${place}/rule`),
    ...globFaults(model ?? '', `${place}/model`),
  ];
  const root = /^[a-z_]+/.exec(rule)?.[0] ?? '';
  if (!isWaivable(rule)) {
    const what = `\`${rule}\` is no rule of a policy and cannot be waived`;
    faults.push({ pointer: `${place}/rule`, what, mend: 'Remove the waiver' });
  } else if (!ROOTS.includes(root) && !/[*?[{]/.test(rule)) {
    const meant = nearest(root, ROOTS);
    const mend =
      meant === undefined
        ? 'Copy the id of the rule from the finding, e.g. `metrics.val_auc.min`'
        : `Write \`${meant}${rule.slice(root.length)}\` if that is what you mean`;
    faults.push({ pointer: `${place}/rule`, what: `No rule is named like \`${rule}\``, mend });
  }
  if (!isDay(expires)) {
    const what = `\`${expires}\` is no day`;
    faults.push({ pointer: `${place}/expires`, what, mend: 'Write the last day it counts, as 2026-12-31' });
  }
  return faults;
}

/** One waiver for all recalls would let pass what nobody has heard of yet. */
function recallFaults(
  { rule, recall, version }: { rule: string; recall: string | undefined; version: number | undefined },
  place: string,
): Contradiction[] {
  if (rule === RECALLED_RULE && recall === undefined) {
    const what = `A waiver of \`${RECALLED_RULE}\` does not say which recall is let pass`;
    return [{ pointer: `${place}/rule`, what, mend: 'Add `recall:` with its id, which the finding names' }];
  }
  const key = recall === undefined ? 'version' : 'recall';
  if (rule === RECALLED_RULE || (recall === undefined && version === undefined)) return [];
  const what = `\`${key}\` is for waivers of the rule \`${RECALLED_RULE}\``;
  return [
    { pointer: `${place}/${key}`, what, mend: `Remove \`${key}\`, or write \`rule: ${RECALLED_RULE}\`` },
  ];
}

/** A date that does not exist is another one to the parser: 30 February is 2 March. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

import type { Finding } from '../../generated/types.js';
import { modelNameClash } from '../../model-names.js';
import { isSlip, nearest } from '../../nearest.js';
import { quoted } from '../../printable.js';
import type { RegisteredNames } from '../judged.js';
import type { RunRule } from '../policy.js';

const GLOB = /[*?[{]|[!+@]\(/;

/**
 * A name that is misspelt, at the gate or in the policy, has the rules and the Production version of no model. One that the policy has as
 * a key of its own is meant: so a new model says that it is none of those that are called much alike.
 */
export const modelKnown: RunRule = ({ models }, { subject, registered = null }) => {
  if (registered === null) return [];
  const keys = models.map(({ glob }) => glob).filter((glob) => !GLOB.test(glob));
  const isThere = registered.names.includes(subject);
  const isOwn = keys.includes(subject);
  const others = isThere
    ? keys.filter((key) => !registered.names.includes(key))
    : [...registered.names, ...keys];
  const near = isOwn ? null : nearTo(subject, others);
  const what = { subject, isThere, isKey: near !== null && keys.includes(near.name), registered };
  const severity = near === null ? null : severityOf(near, what);
  if (near !== null && severity !== null) return [misspelt(near.name, severity, what)];
  return isThere || !registered.is_given ? [] : [unknown(subject)];
};

interface Near {
  name: string;
  isCertain: boolean;
}

interface What {
  subject: string;
  isThere: boolean;
  /** Whether the policy has rules for the near name. */
  isKey: boolean;
  registered: RegisteredNames;
}

function nearTo(subject: string, others: readonly string[]): Near | null {
  const slip = modelNameClash(subject, others)?.name ?? others.find((other) => isSlip(subject, other));
  if (slip !== undefined) return { name: slip, isCertain: true };
  const name = nearest(subject, others);
  return name === undefined ? null : { name, isCertain: false };
}

/** Experiments have names of their own: that one is nearly called like a registered model alone is no error. */
function severityOf(
  { isCertain }: Near,
  { isThere, isKey, registered: { is_given } }: What,
): Finding['severity'] | null {
  const isNamed = is_given && !isThere;
  if (isCertain) return isNamed || isKey ? 'error' : 'warning';
  if (isNamed) return 'warning';
  return isKey ? 'notice' : null;
}

function misspelt(
  near: string,
  severity: Finding['severity'],
  { subject, isThere, registered }: What,
): Finding {
  const isModel = registered.names.includes(near);
  const message = isThere
    ? `The policy has rules for ${quoted(near)}, which no registered model is called, and not for ${quoted(subject)}`
    : isModel
      ? `No registered model is called ${quoted(subject)}, and one is called ${quoted(near)}, whose rules and Production version are not taken`
      : `No registered model is called ${quoted(subject)}, and the rules that the policy has for ${quoted(near)} are not taken`;
  const same = isModel
    ? `Write ${quoted(`model: ${near}`)} in the gate's step if that model is meant`
    : `Write ${quoted(subject)} in place of ${quoted(near)} in the policy if they are one model`;
  const other = `else name ${quoted(subject)} there, too: ${quoted(`models: { '${subject}': {} }`, 300)}`;
  return { rule: 'model.unknown', severity, subject, message, mend: `${same}; ${other}` };
}

function unknown(subject: string): Finding {
  return {
    rule: 'model.unknown',
    severity: 'notice',
    subject,
    message: `No registered model is called ${quoted(subject)}`,
    mend: 'Nothing is to be done for a new model: once its first version is registered, there is one',
  };
}

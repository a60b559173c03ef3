import { compareContent } from '../../compare/digests.js';
import type { RunRecord } from '../../generated/types.js';
import { isJudge } from '../../lineage/read-datasets.js';
import { quoted } from '../../printable.js';
import type { RunRule } from '../policy.js';

/** Data that a run was judged on says little when it was trained on it. One name in two roles is data that the script splits itself. */
export const datasetsRoles: RunRule = (_policy, { runs }) => {
  const found = runs.flatMap(({ inputs: { datasets } }) => {
    const trained = datasets.filter(({ role = 'train' }) => role === 'train');
    return datasets.filter(isJudge).flatMap((judge) => {
      const same = trained.find((data) => data.name !== judge.name && compareContent(data, judge)?.isSame);
      return same === undefined ? [] : [{ judge, same }];
    });
  });
  const byMessage = found.map(({ judge, same }) => {
    const message = `The dataset ${named(judge)}, which the run was judged on, has the very bytes of ${named(same)}, which it was trained on`;
    return [
      message,
      {
        rule: 'datasets.roles',
        severity: 'warning' as const,
        subject: `${judge.name}=${judge.version}`,
        message,
        mend: 'Look at the paths of both in `datasets`',
      },
    ] as const;
  });
  return [...new Map(byMessage).values()];
};

function named({ name, version }: RunRecord['inputs']['datasets'][number]): string {
  return quoted(`${name}=${version}`);
}

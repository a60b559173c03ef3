import type { Finding } from '../generated/types.js';

/** What a policy may be and hardly means. */
export type Remark = Pick<Finding, 'rule' | 'severity' | 'subject' | 'message' | 'mend'>;

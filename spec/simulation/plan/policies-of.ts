import { DEFAULT_POLICIES, type Policies } from '../../../lib/engine/policies.js';
import type { Resume, Traits } from './traits.js';

/** How a process is set up that is not the first one; nothing where it is like the first. */
export const resumeOf = ({ resumes = [] }: Pick<Traits, 'resumes'>, process: number): Resume | undefined =>
  process < 2 ? undefined : resumes[(process - 2) % resumes.length];

/** The policies of one of the processes that hold a session one after the other, counted from 1. */
export const policiesOf = (traits: Pick<Traits, 'policies' | 'resumes'>, process: number): Policies => ({
  ...DEFAULT_POLICIES,
  ...traits.policies,
  ...resumeOf(traits, process)?.policies,
});

/** What holds for one process after the other, so far as there may have been some. */
export const allPolicies = (traits: Pick<Traits, 'policies' | 'resumes'>, upTo = Infinity): ReadonlyArray<Policies> => {
  const most = 1 + (traits.resumes?.length ?? 0);
  return Array.from({ length: Math.min(upTo, most) }, (_, index) => policiesOf(traits, index + 1));
};

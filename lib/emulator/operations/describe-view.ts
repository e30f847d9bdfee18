import { invalid, ServiceError } from '../http/service-error.js';
import type { Operation } from './call.js';

const tokenOf = (path: string): string => {
  try {
    return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  } catch {
    throw invalid('ViewToken is not properly encoded.');
  }
};

/** Describes the view a token stands for. */
export const describeView: Operation = (service, { path }) => {
  const token = tokenOf(path);
  if (token.length > 1_000) throw invalid('ViewToken must have length between 1 and 1000.');
  const View = service.views.get(token);
  if (View !== undefined) return { View };
  throw new ServiceError('ResourceNotFoundException', 'The view was not found.', {
    ResourceId: token,
    ResourceType: 'CONTACT_FLOW',
  });
};

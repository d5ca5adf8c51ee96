import type { AuthCheckerFn } from 'type-graphql';
import type { RequestContext } from './request-context.js';

/** Every `@Authorized('domain.noun.verb')` is decided here, in the subgraph. Refuses by throwing, so that the code is right. */
export const authChecker: AuthCheckerFn<RequestContext, string> = ({ context }, permissions) => {
  for (const permission of permissions) context.demand(permission);
  return true;
};

import '../../theme/fonts';
import '../../theme/tokens.css';
import '../../theme/base.css';
import '../../theme/portal.css';
import type { InMemoryCache } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { firmOfBrowser, wearFirm } from '../../features/portal/firm-of-browser';
import { wantPage } from '../../features/portal/wanted-page';
import { graphAt } from '../../lib/graph';
import { portalRouter } from './routes';

const graph = graphAt('/portal/graphql', () => {
  const { pathname, search } = portalRouter.state.location;
  if (/\/(link|sign-in)(\/|$)/.test(pathname)) return;
  wantPage(pathname.replace(/^\/portal/, ''));
  // A mail names the firm in the address, for a browser that has never been here.
  const { firm } = search as { firm?: unknown };
  void portalRouter.navigate({ to: '/sign-in' as never, search: (typeof firm === 'string' ? { firm } : {}) as never, replace: true });
});
// Every page asks for its own parts of the first page's record; the frame reads what they have in common.
(graph.cache as InMemoryCache).policies.addTypePolicies({ PortalHome: { merge: true } });

const known = firmOfBrowser();
if (known) wearFirm(known);
document.body.classList.add('portal');
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><ApolloProvider client={graph}><RouterProvider router={portalRouter as never} /></ApolloProvider></StrictMode>);

import '../../theme/fonts';
import '../../theme/tokens.css';
import '../../theme/base.css';
import '../../theme/portal.css';
import { ApolloProvider } from '@apollo/client/react';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { graphAt } from '../../lib/graph';
import { portalRouter } from './routes';

const graph = graphAt('/portal/graphql', () => {
  const { pathname } = portalRouter.state.location;
  if (!/\/(link|door)/.test(pathname)) void portalRouter.navigate({ to: '/door', replace: true } as never);
});

document.body.classList.add('portal');
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><ApolloProvider client={graph}><RouterProvider router={portalRouter as never} /></ApolloProvider></StrictMode>);

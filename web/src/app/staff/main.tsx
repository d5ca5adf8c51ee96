import '../../theme/fonts';
import '../../theme/tokens.css';
import '../../theme/base.css';
import { ApolloProvider } from '@apollo/client/react';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { StaffFrame } from '../../ui/StaffFrame';
import { graphAt } from '../../lib/graph';
import { staffRouter } from './routes';

const graph = graphAt('/graphql', () => {
  const { pathname, searchStr } = staffRouter.state.location;
  if (pathname === '/sign-in') return;
  void staffRouter.navigate({ to: '/sign-in', search: { from: pathname + searchStr }, replace: true });
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <StaffFrame>
        <ApolloProvider client={graph}><RouterProvider router={staffRouter} /></ApolloProvider>
      </StaffFrame>
    </StrictMode>,
  );
}

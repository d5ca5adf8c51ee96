import '../../theme/fonts';
import '../../theme/tokens.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createRoot } from 'react-dom/client';
import './playground.css';

const doors: Record<string, string> = { staff: '/graphql', portal: '/portal/graphql', public: '/public/graphql' };
const door = new URLSearchParams(window.location.search).get('door') ?? 'staff';

const root = document.getElementById('root');
if (root) createRoot(root).render(<GraphiQL fetcher={createGraphiQLFetcher({ url: doors[door] ?? '/graphql' })} defaultEditorToolsVisibility="variables" />);

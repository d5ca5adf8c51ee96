import '../../theme/fonts';
import '../../theme/tokens.css';
import '../../theme/base.css';
import '../../theme/portal.css';
import { ApolloProvider } from '@apollo/client/react';
import { StrictMode, type JSX } from 'react';
import { createRoot } from 'react-dom/client';
import { BookingDoor } from '../../features/booking/BookingDoor';
import { SharePage } from '../../features/share/SharePage';
import { UploadPage } from '../../features/upload/UploadPage';
import { graphAt } from '../../lib/graph';

document.body.classList.add('portal');
const [, door, token = ''] = window.location.pathname.split('/').map(decodeURIComponent);
const doors: Record<string, JSX.Element> = { upload: <UploadPage token={token} />, shared: <SharePage token={token} /> };
const page = doors[door ?? ''] ?? <BookingDoor />;
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><ApolloProvider client={graphAt('/public/graphql')}>{page}</ApolloProvider></StrictMode>);

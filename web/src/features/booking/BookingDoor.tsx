import { BookingPage } from './BookingPage';
import { ManagePage } from './ManagePage';

/** Reads the address: /book/<firm>/<page>, or /book/<firm>/<page>?token=… for a booking that stands. */
export function BookingDoor() {
  const [, , firm = '', page = ''] = window.location.pathname.split('/').map(decodeURIComponent);
  const search = new URLSearchParams(window.location.search);
  const token = search.get('token') ?? search.get('booking');
  if (token) return <ManagePage firm={firm} token={token} page={search.get('page') ?? (page === 'booking' ? null : page)} act={search.get('act')} />;
  return <BookingPage firm={firm} page={page} />;
}

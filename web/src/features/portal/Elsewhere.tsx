import { NothingHere } from './Page';
import { PortalShell } from './PortalShell';
import { Way } from './ways';
import back from './Back.module.css';

/** An address of the portal at which there is no page. */
export function Elsewhere() {
  return <PortalShell><NothingHere>The address may be incomplete. <Way to="/" className={back.inline}>Go to the first page</Way></NothingHere></PortalShell>;
}

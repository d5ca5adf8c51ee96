import { useNavigate, useParams } from '@tanstack/react-router';

type PortalPage = '/' | '/appointments' | '/projects' | '/door';

/** Goes to a page of the portal. The router's types are registered for the staff app, so the portal names its pages here. */
export function usePortalWay(): (page: PortalPage) => void {
  const navigate = useNavigate();
  return (page) => void navigate({ to: page as never, replace: page === '/' });
}

/** Firm and secret of the link in the address. */
export function useLinkAddress(): { firm: string; token: string } {
  const { firm = '', token = '' } = useParams({ strict: false }) as { firm?: string; token?: string };
  return { firm, token };
}

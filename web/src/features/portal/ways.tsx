import { Link, useParams, useRouter, useSearch } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

// The router's types are registered for the staff app; the portal names its own pages here and passes them on untyped.

interface WayProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** A path inside the portal, such as `/projects/prj_…`. */
  to: string;
  /** True for the doors of the bar: marks the one that is open. */
  door?: boolean;
}

/** A link to another page of the portal. */
export function Way({ to, door, ...rest }: WayProps) {
  return <Link to={to as never} activeOptions={{ exact: to === '/' || !door }} {...(rest as object)} />;
}

/** Goes to a page of the portal. */
export function useWay(): (to: string, replace?: boolean) => void {
  const router = useRouter();
  return (to, replace = false) => void router.navigate({ to: to as never, replace });
}

/** One part of the address, such as a project's id. */
export function useAddressPart(name: 'firm' | 'token' | 'projectId' | 'taskId' | 'requestId' | 'proposalId' | 'packetId' | 'invoiceId'): string {
  return (useParams({ strict: false }) as Partial<Record<typeof name, string>>)[name] ?? '';
}

/** The firm that the address of the sign-in page names, if it names one. */
export function useFirmOfAddress(): string {
  const { firm } = useSearch({ strict: false }) as { firm?: unknown };
  return typeof firm === 'string' ? firm : '';
}

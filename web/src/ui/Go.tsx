import { useRouter } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { shownAt } from '../lib/links';

interface GoProps extends ComponentProps<'a'> {
  /** A path that a domain gave us; plain words where we have no page for it. */
  to: string | null | undefined;
}

/** A link to wherever a record points. */
export function Go({ to, children, className, onClick, ...rest }: GoProps) {
  const router = useRouter();
  const href = shownAt(to);
  if (!href) return <span className={className?.replace('fm-link', '')} {...(rest as ComponentProps<'span'>)}>{children}</span>;
  return (
    <a
      href={href} className={className} {...rest}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        router.history.push(href);
      }}
    >
      {children}
    </a>
  );
}

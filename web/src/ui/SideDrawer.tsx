import { Drawer } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Act } from './Act';
import css from './SideDrawer.module.css';

interface SideDrawerProps {
  open: boolean;
  title: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  onClose: () => void;
}

/** A record beside its list: no scrim, the list stays live, Esc closes; the address is the caller's. */
export function SideDrawer({ open, title, children, footer, onClose }: SideDrawerProps) {
  return (
    <Drawer.Root opened={open} onClose={onClose} position="right" size="min(480px, 100vw)" trapFocus={false} lockScroll={false} shadow="md">
      <Drawer.Content aria-label={typeof title === 'string' ? title : 'Details'}>
        <div className={css.sheet}>
          <header className={css.head}><h2 className="fm-trunc">{title}</h2><Act look="icon" icon={IconX} label="Close" onClick={onClose} /></header>
          <div className={css.body}>{children}</div>
          {footer && <footer className={css.foot}>{footer}</footer>}
        </div>
      </Drawer.Content>
    </Drawer.Root>
  );
}

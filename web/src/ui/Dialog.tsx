import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface DialogProps {
  open: boolean;
  label: string;
  size: string;
  top?: string;
  children: ReactNode;
  onClose: () => void;
}

/** What floats over the sheet with a scrim: an act's effects, a short form, the palette. */
export function Dialog({ open, label, size, top = '12vh', children, onClose }: DialogProps) {
  return (
    <Modal.Root opened={open} onClose={onClose} size={size} yOffset={top} padding={0} radius="xl">
      <Modal.Overlay backgroundOpacity={1} color="var(--fm-scrim)" blur={0} />
      <Modal.Content aria-label={label}>{children}</Modal.Content>
    </Modal.Root>
  );
}

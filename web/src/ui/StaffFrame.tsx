import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/Drawer.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import '@mantine/core/styles/Tooltip.css';
import '@mantine/core/styles/Paper.css';
import type { ReactNode } from 'react';
import { chooseScheme, chosenScheme } from '../lib/scheme';
import { staffTheme, staffVariables } from '../theme/staff-theme';
import { TellProvider } from './Told';

/** Our own storage of the scheme, so that the script before the first paint and Mantine agree. */
const manager: MantineColorSchemeManager = {
  get: () => { const chosen = chosenScheme(); return chosen === 'system' ? 'auto' : chosen; },
  set: (value) => chooseScheme(value === 'auto' ? 'system' : value),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => chooseScheme('system'),
};

/** Theme, colour scheme and notes of the staff app. */
export function StaffFrame({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={staffTheme} cssVariablesResolver={staffVariables} colorSchemeManager={manager} defaultColorScheme="auto" withGlobalClasses={false}>
      <TellProvider>{children}</TellProvider>
    </MantineProvider>
  );
}

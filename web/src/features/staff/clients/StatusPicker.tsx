import { Menu } from '@mantine/core';
import { IconCheck, IconFilter } from '@tabler/icons-react';
import { useRef } from 'react';
import type { ClientStatus } from '../../../gql/staff/graphql';
import { useKeys } from '../../../lib/keys';
import { Act } from '../../../ui/Act';
import { stateLook } from '../../../ui/states';

interface StatusPickerProps {
  statuses: ClientStatus[];
  chosen: ClientStatus[];
  onChoose: (statuses: ClientStatus[]) => void;
}

/** Which states of clients are shown. */
export function StatusPicker({ statuses, chosen, onChoose }: StatusPickerProps) {
  const button = useRef<HTMLButtonElement>(null);
  useKeys({ f: () => button.current?.click() });
  const toggle = (status: ClientStatus) => onChoose(chosen.includes(status) ? chosen.filter((one) => one !== status) : [...chosen, status]);
  return (
    <Menu position="bottom-start" closeOnItemClick={false} width={200}>
      <Menu.Target><Act ref={button} small look="ghost" icon={IconFilter} hotkey="F">Filter</Act></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Status is any of</Menu.Label>
        {statuses.map((status) => (
          <Menu.Item key={status} role="menuitemcheckbox" aria-checked={chosen.includes(status)} onClick={() => toggle(status)} rightSection={chosen.includes(status) ? <IconCheck size={14} /> : null}>
            {stateLook('client', status).word}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

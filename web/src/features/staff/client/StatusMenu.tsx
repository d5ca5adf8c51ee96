import { useMutation } from '@apollo/client/react';
import { Menu } from '@mantine/core';
import { IconCircleHalf2 } from '@tabler/icons-react';
import { useRef } from 'react';
import { ChangeClientStatusDocument, type ClientStatus } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { useKeys } from '../../../lib/keys';
import { Act } from '../../../ui/Act';
import { iconNamed } from '../../../ui/icons';
import { stateLook } from '../../../ui/states';
import { useTell } from '../../../ui/Told';
import type { ClientRecord } from './ClientPage';

const all: ClientStatus[] = ['LEAD', 'PROSPECT', 'ONBOARDING', 'ACTIVE', 'ON_HOLD', 'DORMANT', 'FORMER'];

/** Moves the client through its lifecycle; crm refuses steps that are none. */
export function StatusMenu({ client }: { client: ClientRecord }) {
  const [change, { loading }] = useMutation(ChangeClientStatusDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const button = useRef<HTMLButtonElement>(null);
  useKeys({ s: () => button.current?.click() });
  const move = async (status: ClientStatus) => {
    const { error } = await change({ variables: { input: { clientId: client.id, status, ifVersion: client.version } } }).catch((thrown: unknown) => ({ error: thrown }));
    const word = stateLook('client', status).word;
    if (error) tell.refused(`${client.displayName} stays «${stateLook('client', client.status).word}»`, refusalWords(error));
    else tell.done(`Moved to ${word}`);
  };
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target><Act ref={button} icon={IconCircleHalf2} hotkey="S" busy={loading}>Status</Act></Menu.Target>
      <Menu.Dropdown>
        {all.filter((status) => status !== client.status).map((status) => {
          const look = stateLook('client', status);
          const Mark = iconNamed(look.icon);
          return <Menu.Item key={status} leftSection={<Mark size={15} stroke={1.75} />} onClick={() => void move(status)}>{look.word}</Menu.Item>;
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

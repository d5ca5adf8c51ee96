import { useMutation } from '@apollo/client/react';
import { IconCopy } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { reveal } from '../../../gql/staff';
import { CheckSigningConnectionDocument, ChooseSigningServiceDocument, DisconnectSigningServiceDocument, SigningConnectionRowFragmentDoc, type SigningConnectionRowFragment, type SigningServiceRowFragment } from '../../../gql/staff/graphql';
import { copyText } from '../../../lib/copy';
import { countWords } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Effects, type Effect } from '../../../ui/Effects';
import { When } from '../../../ui/facts';
import { Facts } from '../../../ui/Rail';
import { Status } from '../../../ui/Status';
import { useTell } from '../../../ui/Told';
import { useAct } from '../../../ui/use-act';
import { shownState, standingWords } from './connection-words';
import css from './Connections.module.css';

interface ServiceSectionProps {
  service: SigningServiceRowFragment;
  mayEdit: boolean;
  onConnect: () => void;
  onChanged: () => void;
}

/** One service: what it does, how the firm is connected to it, and what can be done. */
export function ServiceSection({ service, mayEdit, onConnect, onChanged }: ServiceSectionProps) {
  const [choose] = useMutation(ChooseSigningServiceDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const connections = service.connections.map((one) => reveal(SigningConnectionRowFragmentDoc, one));
  const isBuiltIn = service.name === 'BUILT_IN';
  const live = connections.filter((one) => one.health !== 'DISCONNECTED');
  const isUsable = isBuiltIn || live.some((one) => one.health !== 'NEEDS_REAUTH');
  const makeUsual = () => void act(choose({ variables: { input: { service: service.name } } }), { done: `Packets go to ${service.label} from now on`, why: 'Packets that are out stay where they are.', refused: 'The usual service stays as it was' });
  return (
    <section className={css.service} aria-label={service.label}>
      <div className={css.head}>
        <h2>{service.label}</h2>
        {isBuiltIn ? <Status machine="connection" state="BUILT_IN" /> : live.length === 0 && <Status machine="connection" state="DISCONNECTED" />}
        {service.usual && <span className="fm-second">Usual service</span>}
        {mayEdit && (
          <div className={css.acts}>
            {!service.usual && isUsable && <Act onClick={makeUsual} busy={busy}>Make it the usual one</Act>}
            {!isBuiltIn && live.length === 0 && <Act onClick={onConnect} label={`Connect ${service.label}`}>Connect</Act>}
          </div>
        )}
      </div>
      <p>{service.summary}</p>
      {live.map((one) => <ConnectionPart key={one.id} connection={one} service={service} mayEdit={mayEdit} onConnect={onConnect} onChanged={onChanged} />)}
    </section>
  );
}

function ConnectionPart({ connection, service, mayEdit, onConnect, onChanged }: ServiceSectionProps & { connection: SigningConnectionRowFragment }) {
  const [check] = useMutation(CheckSigningConnectionDocument, { errorPolicy: 'all' });
  const [ending, setEnding] = useState(false);
  const { busy, act } = useAct(onChanged);
  const state = shownState(connection);
  const words = standingWords(connection);
  const lookNow = () => void act(check({ variables: { input: { connectionId: connection.id } } }), { refused: `${service.label} was not asked` });
  return (
    <div className={css.connection}>
      <div className={css.head}>
        <Status machine="connection" state={state} />
        <span>{connection.label}</span>
        {mayEdit && (
          <div className={css.acts}>
            {state !== 'NEEDS_REAUTH' && <Act onClick={lookNow} busy={busy || state === 'CHECKING'} label={`${state === 'CHECKING' ? 'Checking' : 'Check now'}: ${connection.label}`}>{state === 'CHECKING' ? 'Checking' : 'Check now'}</Act>}
            <Act onClick={onConnect} label={`Connect again: ${connection.label}`}>Connect again</Act>
            <Act look="ghost" onClick={() => setEnding(true)} label={`Disconnect ${connection.label}`}>Disconnect</Act>
          </div>
        )}
      </div>
      {words && <p className="fm-second" role={state === 'CHECKING' ? 'status' : undefined}>{words}</p>}
      {connection.lastError && <p className={css.wrong}>{connection.lastError} {connection.lastErrorAt && <When at={connection.lastErrorAt} as="ago" />}</p>}
      <Facts facts={factsOf(connection)} />
      {ending && <DisconnectDialog connection={connection} service={service} onChanged={onChanged} onClose={() => setEnding(false)} />}
    </div>
  );
}

function factsOf(one: SigningConnectionRowFragment): (readonly [string, ReactNode])[] {
  return [
    ...(one.account ? [['Account', <span className="fm-mono">{one.account}</span>] as const] : []),
    ['Last answered', one.lastSyncAt ? <When at={one.lastSyncAt} as="ago" /> : 'Not yet'] as const,
    ...(one.retryAt ? [['Asked again from', <When at={one.retryAt} />] as const] : []),
    ['Connected', <When at={one.connectedAt} />] as const,
    ['Callback address', <CallbackAddress address={one.callbackAddress} />] as const,
  ];
}

function CallbackAddress({ address }: { address: string }) {
  const tell = useTell();
  return <span className={css.copyable}><span className="fm-mono">{address}</span><Act small look="ghost" icon={IconCopy} label="Copy the callback address" onClick={() => { copyText(address); tell.done('The callback address is copied'); }}>Copy</Act></span>;
}

function DisconnectDialog({ connection, service, onChanged, onClose }: { connection: SigningConnectionRowFragment; service: SigningServiceRowFragment; onChanged: () => void; onClose: () => void }) {
  const [disconnect] = useMutation(DisconnectSigningServiceDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const effects: Effect[] = [
    { act: 'Delete its keys', detail: 'from the vault, at once. They cannot be brought back.' },
    service.packetsOut > 0 ? { act: `Stop hearing of ${countWords(service.packetsOut, 'packet')}`, detail: `that ${service.packetsOut === 1 ? 'is' : 'are'} out with ${service.label}. They stay open there until you take them back.` } : { act: 'Touch no packet', detail: `none is out with ${service.label}.` },
    ...(service.usual ? [{ act: 'Send packets by the built-in signer', detail: 'until you choose another service.' }] : []),
  ];
  const go = () => void act(disconnect({ variables: { input: { connectionId: connection.id, ifVersion: connection.version } } }), { done: `${connection.label} is disconnected`, refused: `${connection.label} stays connected` }).then(onClose);
  return <Effects open title={`Disconnect ${service.label}`} lead={`For the account «${connection.label}», this will:`} effects={effects} undo="You can connect it again at any time, with keys or by consent." busy={busy} onAct={go} onClose={onClose} />;
}

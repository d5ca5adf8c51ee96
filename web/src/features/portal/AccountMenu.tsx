import { useMutation } from '@apollo/client/react';
import { IconAlertTriangle, IconCheck, IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { LeavePortalDocument, TurnPortalDocument, type PortalStandingFragment } from '../../gql/portal/graphql';
import { refusalWords } from '../../lib/failures';
import css from './Shell.module.css';

/** For whom one looks, to whom one can turn, and the way out. */
export function AccountMenu({ standing }: { standing: PortalStandingFragment | null }) {
  const menu = useMenu();
  const { leave, turn, refusal, busy } = useSessionActs();
  const active = standing?.clients?.find((one) => one.active);
  const several = (standing?.clients?.length ?? 0) > 1;
  return (
    <div className={css.account} ref={menu.box}>
      <button type="button" className={css.accountButton} aria-expanded={menu.open} aria-controls={menu.id} ref={menu.button} onClick={() => menu.set(!menu.open)}>
        <span className="fm-trunc">{active?.name ?? 'Account'}</span><IconChevronDown size={18} stroke={1.75} aria-hidden />
      </button>
      {menu.open && (
        <div className={css.menu} id={menu.id}>
          {several && <p className={css.menuHead} id={`${menu.id}-clients`}>For whom you look</p>}
          {several && (
            <ul aria-labelledby={`${menu.id}-clients`}>
              {standing?.clients.map((one) => (
                <li key={one.id}>
                  <button type="button" className={css.menuItem} aria-current={one.active || undefined} disabled={busy} onClick={() => (one.active ? menu.set(false) : void turn(one.id))}>
                    <span>{one.name}</span>{one.active && <IconCheck size={18} aria-hidden />}
                  </button>
                </li>
              ))}
            </ul>
          )}
          {standing?.me && <p className={css.menuWho}>Signed in as {standing.me.name}</p>}
          <button type="button" className={css.menuItem} disabled={busy} onClick={() => void leave()}><span>Sign out</span><IconLogout size={18} stroke={1.75} aria-hidden /></button>
          {refusal && <p className={css.menuRefused} role="alert"><IconAlertTriangle size={16} aria-hidden />{refusal}</p>}
        </div>
      )}
    </div>
  );
}

/** Open and shut: Escape, a press elsewhere and leaving by Tab shut it; Escape gives the focus back to the button. */
function useMenu() {
  const id = useId();
  const [open, set] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => { if (!box.current?.contains(event.target as Node)) set(false); };
    const escape = (event: KeyboardEvent) => { if (event.key === 'Escape') { set(false); button.current?.focus(); } };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', escape);
    return () => { document.removeEventListener('pointerdown', outside); document.removeEventListener('focusin', outside); document.removeEventListener('keydown', escape); };
  }, [open]);
  return { id, open, set, box, button };
}

/** Another client or nobody at all: the page is loaded anew, so that nothing of what was shown stays in memory. */
function useSessionActs() {
  const [signOut, leaving] = useMutation(LeavePortalDocument, { errorPolicy: 'all' });
  const [switchTo, turning] = useMutation(TurnPortalDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const act = async (sent: Promise<{ data?: unknown; error?: unknown }>, to: string) => {
    setRefusal('');
    const { data, error } = await sent.catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (data && !error) window.location.assign(to);
    else setRefusal(refusalWords(error));
  };
  return {
    refusal,
    busy: leaving.loading || turning.loading,
    leave: () => act(signOut(), '/portal/sign-in'),
    turn: (clientId: string) => act(switchTo({ variables: { input: { clientId } } }), '/portal'),
  };
}

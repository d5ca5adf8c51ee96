import { useMutation } from '@apollo/client/react';
import { reveal } from '../../../../gql/staff';
import { RevokeShareDocument, ShareRowFragmentDoc, type FileSheetFragment, type ShareRowFragment } from '../../../../gql/staff/graphql';
import { now } from '../../../../lib/clock';
import { countWords, dayWords, instant } from '../../../../lib/format';
import { Act } from '../../../../ui/Act';
import { Section } from '../../../../ui/Rail';
import { useAct } from '../../../../ui/use-act';
import css from './Files.module.css';

/** Links to the outside: who made each, how often it was used, and the way to take it back. */
export function FileLinks({ links, onChanged }: { links: NonNullable<FileSheetFragment['shareLinks']>; onChanged: () => void }) {
  const [revoke] = useMutation(RevokeShareDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const rows = links.map((one) => reveal(ShareRowFragmentDoc, one));
  if (rows.length === 0) return null;
  return (
    <Section title="Links to the outside">
      <ul className={css.versions}>
        {rows.map((link) => (
          <li key={link.id}>
            <span />
            <span className="fm-trunc">{link.byName ?? 'Somebody'}, {dayWords(instant(link.createdAt))}<small>{standing(link)}, {link.downloads === 0 ? 'never used' : `fetched ${countWords(link.downloads, 'time')}`}</small></span>
            {isOpen(link) && <Act small busy={busy} onClick={() => void act(revoke({ variables: { input: { shareId: link.id } } }), { done: 'The link is taken back', why: 'It opens nothing any more.', refused: 'The link stays open' })}>Take back</Act>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const isOpen = (link: ShareRowFragment): boolean => !link.revokedAt && instant(link.expiresAt) > now();

function standing(link: ShareRowFragment): string {
  if (link.revokedAt) return `Taken back ${dayWords(instant(link.revokedAt))}`;
  return isOpen(link) ? `Open until ${dayWords(instant(link.expiresAt))}` : `Ran out ${dayWords(instant(link.expiresAt))}`;
}

import { useMutation } from '@apollo/client/react';
import { reveal } from '../../../gql/staff';
import { InvitePortalUserDocument, PersonPortalFragmentDoc, ResendInvitationDocument, type ClientPersonFragment, type PersonPortalFragment } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { useTell } from '../../../ui/Told';

/** Where a person stands with the portal, when the portal answers. */
export function portalOf(link: ClientPersonFragment): PersonPortalFragment | null {
  return reveal(PersonPortalFragmentDoc, link.contact?.portalAccess) ?? null;
}

/** Invites a person to the portal, or sends the invitation once more. */
export function PortalAct({ link, clientId, onDone }: { link: ClientPersonFragment; clientId: string; onDone: () => void }) {
  const tell = useTell();
  const [invite, inviting] = useMutation(InvitePortalUserDocument, { errorPolicy: 'all' });
  const [resend, resending] = useMutation(ResendInvitationDocument, { errorPolicy: 'all' });
  const contact = link.contact;
  const state = portalOf(link)?.state;
  if (!contact?.email || !state || state === 'ACTIVE' || state === 'SUSPENDED') return null;
  const send = async () => {
    const { error } = await (state === 'INVITED'
      ? resend({ variables: { input: { contactId: contact.id, clientId } } })
      : invite({ variables: { input: { contactId: contact.id, clientId, name: contact.name, email: contact.email ?? '' } } })
    ).catch((thrown: unknown) => ({ error: thrown }));
    if (error) tell.refused('The invitation was not sent', refusalWords(error));
    else tell.done('Invitation sent', `To ${contact.email}. The link works for the person who opens it first.`);
    onDone();
  };
  return <button type="button" className="fm-link" disabled={inviting.loading || resending.loading} onClick={() => void send()}>{state === 'INVITED' ? 'Send again' : 'Invite'}</button>;
}

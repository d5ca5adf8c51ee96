/** Each right that the portal knows, with the words that a role editor shows. */
export const permissions: Readonly<Record<string, string>> = {
  'portal.user.view': 'See who can come into the portal',
  'portal.user.invite': 'Invite people to the portal and take invitations back',
  'portal.user.suspend': 'Shut people out of the portal and let them in again',
  'portal.action.view': 'See what waits for a client',
  'portal.home.view': 'See the portal as its client (people of clients only)',
  'portal.link.open': 'Open a link from a mail',
  'portal.link.request': 'Ask for a new link',
  'portal.session.resolve': 'Ask for the present rights of somebody in the portal (the gateway only)',
};

/** What somebody who is not signed in may do. */
export const publicPermissions: readonly string[] = ['portal.link.open', 'portal.link.request'];

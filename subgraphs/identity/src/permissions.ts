/** Each permission with the words that an editor of roles shows. */
export const permissions: Readonly<Record<string, string>> = {
  'identity.firm.view': "See the firm's own particulars",
  'identity.firm.greet': 'See what anybody may know about a firm',
  'identity.firm.register': 'Open a new firm (the platform only)',
  'identity.user.view': 'See the name of somebody whom another thing points at',
  'identity.user.list': 'See the people of the firm with their addresses and roles',
  'identity.user.add': 'Add people to the firm',
  'identity.user.assign': 'Give people their roles',
  'identity.user.deactivate': "End somebody's work in the firm",
  'identity.role.view': 'See the roles and what they permit',
  'identity.self.view': 'See who one is',
  'identity.self.edit': "Change one's own password",
  'identity.session.start': 'Sign in',
  'identity.session.view': "See one's own sessions",
  'identity.session.end': "End one's own sessions",
  'identity.session.resolve': 'Find out who stands behind a token (the gateway only)',
  'identity.session.manage': 'Open, turn and close sessions (the gateway only)',
};

/** What somebody who is not signed in may do. */
export const publicPermissions: readonly string[] = ['identity.session.start', 'identity.firm.greet', 'identity.user.view'];

/** What a client's person may do. */
export const portalPermissions: readonly string[] = [
  'identity.firm.greet', 'identity.firm.view', 'identity.user.view', 'identity.session.view', 'identity.session.end',
];

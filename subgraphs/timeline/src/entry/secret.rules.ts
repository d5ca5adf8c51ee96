/** Fields that open doors. They reach the person by mail and must not lie in a log that colleagues read. */
const secrets: Readonly<Record<string, readonly string[]>> = {
  'portal.link.issued': ['url'],
  'files.link.issued': ['url'],
  'scheduling.hold.placed': ['code'],
};

/** Names of fields that are secret in any fact. */
const always: readonly string[] = ['token', 'manageToken', 'manageUrl', 'cancelUrl', 'rescheduleUrl'];

/** The data of a fact without what opens doors. */
export function withoutSecrets(type: string, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const hidden = [...always, ...(secrets[type] ?? [])];
  return Object.fromEntries(Object.entries(data).filter(([field]) => !hidden.includes(field)));
}

/** The fields that a text may leave open, each with the words an editor shows. `lines` becomes the table of what was agreed. */
export const mergeFields = {
  'client.displayName': 'Name of the client', 'client.legalName': 'Legal name of the client', 'contact.name': 'Name of the main contact',
  'firm.name': 'Name of the firm', 'proposal.title': 'Title of the proposal', 'proposal.total': 'Total of what was chosen', 'proposal.fixedTotal': 'Total without what recurs',
  'agreement.title': 'Title of the agreement', 'agreement.effectiveOn': 'Day from which the agreement holds', 'agreement.endsOn': 'Last day of the agreement', today: 'Day on which the text was written', lines: 'The lines that were agreed',
} as const;

/** The name of a field. */
export type MergeField = keyof typeof mergeFields;

/** True for a name on the list. */
export const isMergeField = (name: unknown): name is MergeField => typeof name === 'string' && Object.hasOwn(mergeFields, name);

import { newId } from '@firmament/events';

export { aBooking } from '../../subgraphs/workflow/test/booking.js';

/** What the actions of the first flow answer, made from what they were sent. */
export function answerTo(operation: string): Record<string, unknown> {
  const answers: Record<string, () => Record<string, unknown>> = {
    resolveClient: () => ({ client: { id: newId('cli'), displayName: 'Marlowe Boatyard' }, contact: { id: newId('con') }, matched: 'NEW' }),
    linkAppointmentToClient: () => ({ __typename: 'LinkAppointmentToClientPayload' }),
    invitePortalUser: () => ({ alreadyInvited: false }),
    createFoldersFromTemplate: () => ({ __typename: 'CreateFoldersFromTemplatePayload' }),
    createProjectFromTemplate: () => ({ created: true }),
    createTask: () => ({ task: { id: newId('tsk') } }),
  };
  return answers[operation]?.() ?? { __typename: 'Nothing' };
}

import { useMutation } from '@apollo/client/react';
import { RescheduleAppointmentDocument } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { capital, instant, momentWords } from '../../../lib/format';
import { useTell } from '../../../ui/Told';

interface Moving {
  id: string;
  version: number;
  attendeeName: string;
}

/** Moves an appointment; answers false when it was refused, so that what was dragged goes back. */
export function useReschedule(onMoved: () => void): (appointment: Moving, start: string) => Promise<boolean> {
  const [send] = useMutation(RescheduleAppointmentDocument, { errorPolicy: 'all' });
  const tell = useTell();
  return async (appointment, start) => {
    const { data, error } = await send({ variables: { input: { id: appointment.id, start, ifVersion: appointment.version } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (data?.rescheduleAppointment) tell.done(`Moved to ${momentWords(instant(start))}`, `${appointment.attendeeName} gets a new invitation by mail.`);
    else tell.refused('It stays where it was', capital(refusalWords(error)));
    onMoved();
    return Boolean(data?.rescheduleAppointment);
  };
}

import { optionalTextFault, textFault, tidy, type Fault } from '../text.rules.js';

/** Who comes, as typed into a form. */
export interface TypedAttendee {
  readonly name: string;
  readonly email: string;
  readonly phone?: string | null;
  readonly organisation?: string | null;
}

/** Who comes, as it is kept: the e-mail canonical, the phone without ornament. */
export interface Attendee {
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly organisation: string | null;
}

const address = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\.]+(\.[^\s@<>()[\],;:"\\.]+)+$/;

/** The form of an e-mail address under which two spellings are the same person. */
export function canonicalEmail(email: string): string {
  return tidy(email).toLowerCase();
}

function emailFault(email: string, field: string): Fault | null {
  const text = textFault(email, { label: 'The e-mail address', most: 254 }, field);
  if (text) return text;
  return address.test(tidy(email)) ? null : { reason: 'EMAIL_MALFORMED', sentence: 'This is not an e-mail address.', field };
}

function plainPhone(phone: string): string {
  return phone.replace(/[\s().\-/]/g, '').replace(/^00/, '+');
}

function phoneFault(phone: string | null | undefined, field: string): Fault | null {
  if (phone === null || phone === undefined || phone.trim() === '') return null;
  return /^\+?\d{5,15}$/.test(plainPhone(phone)) ? null : { reason: 'PHONE_MALFORMED', sentence: 'This is not a phone number.', field };
}

/** Checks who comes; null when everything can be kept. */
export function attendeeFault(typed: TypedAttendee, field: string): Fault | null {
  return textFault(typed.name, { label: 'The name', most: 200 }, `${field}.name`)
    ?? emailFault(typed.email, `${field}.email`)
    ?? phoneFault(typed.phone, `${field}.phone`)
    ?? optionalTextFault(typed.organisation, { label: 'The organisation', most: 200 }, `${field}.organisation`);
}

/** Puts who comes into the form in which it is kept. Call after {@link attendeeFault} found nothing. */
export function asAttendee(typed: TypedAttendee): Attendee {
  return {
    name: tidy(typed.name),
    email: canonicalEmail(typed.email),
    phone: typed.phone && typed.phone.trim() !== '' ? plainPhone(typed.phone) : null,
    organisation: typed.organisation && typed.organisation.trim() !== '' ? tidy(typed.organisation) : null,
  };
}

import { Invalid } from '@firmament/kit';
import { refusePassword } from '../account/password.rules.js';
import { normaliseEmail, tidyName } from './person.rules.js';

/** A name that can be kept, or a refusal that points at its field. */
export function checkedName(text: string, field: string): string {
  const name = tidyName(text);
  if (name === null) throw new Invalid('IDENTITY_NAME', 'A name has 1 to 200 characters and no control characters.', field);
  return name;
}

/** An e-mail address in its stored form, or a refusal that points at its field. */
export function checkedEmail(text: string, field: string): string {
  const email = normaliseEmail(text);
  if (email === null) throw new Invalid('IDENTITY_EMAIL', 'This is not an e-mail address.', field);
  return email;
}

/** A password that may be chosen, or a refusal that points at its field. */
export function checkedPassword(text: string, email: string, demo: boolean, field: string): string {
  const fault = refusePassword(text, email, demo);
  if (fault !== null) throw new Invalid('IDENTITY_PASSWORD', fault, field);
  return text;
}

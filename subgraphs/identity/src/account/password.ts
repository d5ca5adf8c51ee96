import { hash, verify } from '@node-rs/argon2';
import { canonicalPassword, isHashable } from './password.rules.js';

/** argon2id with the cost that OWASP names for servers: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Nobody's hash. An unknown e-mail is verified against it, so that it takes as long as a known one. */
const nobody = '$argon2id$v=19$m=19456,t=2,p=1$Rd/4TafoytsCAD8mWbfQig$HsD4SVZji0ca525vzwNLdxLmYZiOAEVb13btYGZj0GY';

/** The argon2id hash under which a password is kept. */
export function hashPassword(password: string): Promise<string> {
  return hash(canonicalPassword(password), cost);
}

/** True when the password fits the hash. Without a hash it takes as long and is always false. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? nobody, isHashable(password) ? canonicalPassword(password) : ' ');
  return fits && passwordHash !== null && isHashable(password);
}

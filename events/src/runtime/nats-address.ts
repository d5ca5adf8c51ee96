/**
 * Host, user and password that stand in a NATS address, apart. The client finds the port by the first colon with a digit
 * behind it, so a password that begins with a digit would be taken for one if it stayed in the address.
 */
export function natsAddress(address: string): { servers: string; user?: string; pass?: string } {
  const { host, username, password } = new URL(address);
  return { servers: host, ...(username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : {}) };
}

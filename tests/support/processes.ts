/** Kills a process of the house as `kill -9` does. */
export const kill = (name: string): Promise<void> => act('kill', name);

/** Asks a process to end, as a release does, and waits until it has answered whom it had to answer. */
export const stop = (name: string): Promise<void> => act('stop', name);

/** Waits until a process has ended by itself, as one does that reached its crash point. */
export const ended = (name: string): Promise<void> => act('stopped', name);

/** Starts a process again at its old address, with further variables. */
export const start = (name: string, more: Record<string, string> = {}): Promise<void> => act('start', name, more);

/** Replaces a process by one with further variables. */
export async function restart(name: string, more: Record<string, string> = {}): Promise<void> {
  await kill(name);
  await start(name, more);
}

async function act(verb: string, name: string, body: object = {}): Promise<void> {
  const handle = process.env['FIRMAMENT_TEST_HANDLE'];
  if (!handle) throw new Error('The processes of this house are in nobody’s hands: it was not started for tests.');
  const response = await fetch(`${handle}/${verb}/${name}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${verb} ${name}: ${await response.text()}`);
}

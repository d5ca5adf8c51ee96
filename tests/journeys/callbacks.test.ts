import { newId } from '@firmament/events';
import { house, leaveHouse, look } from '../support/house.js';

afterAll(leaveHouse);

/** How many callbacks of a hook the house has answered with a status. Only those are counted that were passed on to a domain. */
async function answered(status: number): Promise<number> {
  const text = await (await fetch(house.endpoints.metrics)).text();
  return Number(new RegExp(`^firmament_callbacks_total\\{hook="signing",status="${status}"\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
}

const receipts = () => look('select count(*) as n from agreements.provider_receipts');
const call = async (path: string, init: RequestInit = {}): Promise<number> => (await fetch(new URL(path, house.endpoints.gateway), { method: 'POST', body: '{}', ...init })).status;

it('passes callbacks on to the domain that hears them, which knows no such connection, and writes nothing', async () => {
  const [before, counted] = [await receipts(), await answered(404)];
  expect(await call(`/hooks/signing/${newId('firm')}/${newId('cnx')}?signature=00`)).toBe(404);
  expect(await answered(404)).toBe(counted + 1);
  for (const path of [`/hooks/nothing/${newId('firm')}/${newId('cnx')}`, `/hooks/signing/${newId('cnx')}`, `/hooks/signing/${newId('cli')}/${newId('cnx')}`, '/hooks', '/hooks/']) expect([path, await call(path)]).toEqual([path, 404]);
  expect(await call(`/hooks/signing/${newId('firm')}/${newId('cnx')}`, { method: 'GET', body: null })).toBe(405);
  expect(await answered(404)).toBe(counted + 1);
  expect(await receipts()).toEqual(before);
});

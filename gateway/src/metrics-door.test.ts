import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { readConfig } from './config.js';
import { startHouse } from './house.fixture.js';
import type { FakeHouse } from './house.fixture.js';
import { metricsDoor } from './metrics-door.js';

const token = 'a-token-for-the-figures';
const production = { NODE_ENV: 'production', FIRMAMENT_PUBLIC_URL: 'https://firm.example' };

/** Asks a door for which every caller comes from this address. */
async function statusFor(env: Record<string, string>, address: string, headers: Record<string, string> = {}): Promise<number> {
  const app = express();
  app.use((request, _response, next) => { Object.defineProperty(request, 'socket', { value: { remoteAddress: address } }); next(); });
  app.get('/metrics', metricsDoor(await readConfig(env)), (_request, response) => { response.send('figures'); });
  const server = createServer(app);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`, { headers });
  await new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); });
  return answer.status;
}

describe('the figures of the house', () => {
  const bearer = { authorization: `Bearer ${token}` };
  const withToken = { ...production, METRICS_TOKEN: token };

  it('are open to everybody while somebody works on the house', async () => {
    expect(await statusFor({}, '10.0.0.5')).toBe(200);
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('are open in production to this machine (%s)', async (address) => {
    expect(await statusFor(production, address)).toBe(200);
  });

  it.each(['10.0.0.5', '128.127.0.0', '::ffff:10.0.0.5', 'fe80::1'])('are shut in production to %s, but for the bearer of the token', async (address) => {
    expect(await statusFor(production, address)).toBe(401);
    expect(await statusFor(production, address, bearer)).toBe(401);
    expect(await statusFor(withToken, address)).toBe(401);
    expect(await statusFor(withToken, address, bearer)).toBe(200);
  });

  it.each([{ authorization: `Bearer ${token}x` }, { authorization: 'Bearer ' }, { authorization: token }, { authorization: `Basic ${token}` }])('are not given for %j', async (headers) => {
    expect(await statusFor(withToken, '10.0.0.5', headers)).toBe(401);
  });

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])('are shut to what a proxy on this machine passes on (%s)', async (name) => {
    expect(await statusFor(production, '127.0.0.1', { [name]: '127.0.0.1' })).toBe(401);
  });

  it('refuse a token that could be guessed', async () => {
    await expect(readConfig({ METRICS_TOKEN: 'short' })).rejects.toThrow(/METRICS_TOKEN/);
  });
});

describe('the gateway in production', () => {
  let house: FakeHouse;
  beforeAll(async () => { house = await startHouse({ env: { NODE_ENV: 'production', FIRMAMENT_DEMO: '1', METRICS_TOKEN: token } }); });
  afterAll(() => house.stop());

  it('says how to ask, and tells nothing', async () => {
    const passedOn = { 'x-forwarded-for': '203.0.113.9' };
    const shut = await fetch(`${house.url}/metrics`, { headers: passedOn });
    expect([shut.status, shut.headers.get('www-authenticate'), await shut.text()]).toEqual([401, 'Bearer', 'Send the token of METRICS_TOKEN as a bearer, or ask from this machine.\n']);
    const open = await fetch(`${house.url}/metrics`, { headers: { ...passedOn, authorization: `Bearer ${token}` } });
    expect([open.status, await open.text()]).toEqual([200, expect.stringContaining('firmament_domain_up')]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';
import { pageFor } from './pages.js';

describe('the configuration', () => {
  it('lists every fault at once', async () => {
    const faulty = readConfig({ PORT: '99999', REDIS_URL: 'not a url', FIRMAMENT_ENGINE_PUBLIC_KEY: '{}', LOG_LEVEL: 'loud' });
    await expect(faulty).rejects.toThrow(/PORT[\s\S]*LOG_LEVEL[\s\S]*FIRMAMENT_ENGINE_PUBLIC_KEY[\s\S]*REDIS_URL/);
  });

  it('refuses in production what is for demonstrations, and plain http', async () => {
    const key = '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}';
    const careless = readConfig({ NODE_ENV: 'production', FIRMAMENT_PUBLIC_URL: 'http://firm.example', FIRMAMENT_DEV: '1', FIRMAMENT_PLATFORM_PUBLIC_KEY: key });
    await expect(careless).rejects.toThrow(/https[\s\S]*FIRMAMENT_DEV[\s\S]*FIRMAMENT_PLATFORM_PUBLIC_KEY/);
  });

  it('keeps the key that lifts limits for demonstrations only', async () => {
    const key = { FIRMAMENT_LIMIT_EXEMPT_KEY: 'exempt-key-0123456789' };
    expect((await readConfig(key)).limitExemptKey).toBeUndefined();
    expect((await readConfig({ ...key, FIRMAMENT_DEMO: '1' })).limitExemptKey).toBe('exempt-key-0123456789');
  });
});

describe('an address', () => {
  it.each([
    ['/', 'staff.html'], ['/clients/cli_1', 'staff.html'], ['/portal', 'portal.html'], ['/portal/link/abc', 'portal.html'],
    ['/book/harbour-vale/first-talk', 'booking.html'], ['/playground', 'playground.html'], ['/upload/firm.secret', 'booking.html'], ['/shared/firm.secret', 'booking.html'], ['/portals', 'staff.html'], ['/assets/gone.js', undefined],
  ])('%s shows %s', (path, file) => {
    expect(pageFor(path, true)).toBe(file);
  });

  it('of the playground leads nowhere outside of a demonstration', () => {
    expect(pageFor('/playground', false)).toBeUndefined();
  });
});

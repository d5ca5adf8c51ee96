import { natsAddress } from './runtime/nats-address.js';

describe('the address of the broker', () => {
  it('tells the port from a password that begins with a digit', () => {
    expect(natsAddress('nats://engine:0Ksb%2F1@127.0.0.1:4223')).toEqual({ servers: '127.0.0.1:4223', user: 'engine', pass: '0Ksb/1' });
  });

  it('needs nobody to sign in', () => {
    expect(natsAddress('nats://127.0.0.1:4222')).toEqual({ servers: '127.0.0.1:4222' });
  });
});

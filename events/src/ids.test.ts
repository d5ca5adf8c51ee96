import fc from 'fast-check';
import { TypeID } from 'typeid-js';
import { idToUuid, isId, newId, prefixOf, uuidToId } from './ids.js';

const random = (bytes: number) => new Uint8Array(bytes).fill(0xab);

describe('an id', () => {
  test('is the uuid of its row and back', () => {
    fc.assert(fc.property(fc.uuid({ version: 7 }), (uuid) => idToUuid(uuidToId('cli', uuid)) === uuid));
  });

  test('is written as the library writes it, whatever the bits', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const hex = Buffer.from(bytes).toString('hex');
      return uuidToId('cli', hex) === TypeID.fromUUIDBytes('cli', bytes).toString() && uuidToId('cli', hex.toUpperCase()) === uuidToId('cli', hex);
    }), { numRuns: 500 });
  });

  test('is not made of what is no uuid', () => {
    for (const text of ['', 'x', "00000000-0000-0000-0000-000000000000'; --", '0'.repeat(33), 'g'.repeat(32)]) expect(() => uuidToId('cli', text)).toThrow('no uuid');
  });

  test('is a uuid of version 7 that sorts by the time it was given', () => {
    const ids = [1_000, 2_000, 1_700_000_000_000].map((now) => newId('evt', { now, random }));
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(idToUuid(id)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(idToUuid(newId('evt', { now: new Date(0x0123456789ab), random })).slice(0, 13)).toBe('01234567-89ab');
  });

  test('repeats when time and chance repeat, and never otherwise', () => {
    expect(newId('run', { now: 5, random })).toBe(newId('run', { now: 5, random }));
    expect(newId('run')).not.toBe(newId('run'));
  });

  test('is told from other texts, other prefixes and longer numbers than a uuid holds', () => {
    const id = newId('cli');
    expect([isId('cli', id), isId('con', id), isId('cli', id.toUpperCase()), isId('cli', 42), isId('cli', `cli_8${id.slice(5)}`)]).toEqual([true, false, false, false, false]);
    expect([prefixOf(id), prefixOf('nothing')]).toEqual(['cli', undefined]);
    expect(() => idToUuid('cli_short')).toThrow();
  });
});

it('takes any 128 bits for an id, so that an id which nobody made is merely unknown', () => {
  const made = 'cli_01hzzzzzzzzzzzzzzzzzzzzzzz';
  expect(uuidToId('cli', idToUuid(made))).toBe(made);
});

import { z } from 'zod';
import { brokenShapes, generate } from '../generate.js';
import * as frontDoor from './events.js';
import {
  appointmentBooked, breakingChanges, buildEnvelope, catalogue, defineEvent, domains, findContract, newId, parseEnvelope, personal, personalPaths, shapeOf, subjectOf,
  clientCreated, type EventContract,
} from './events.js';

const shaped = (shape: z.ZodObject) => shapeOf(defineEvent('crm.client.tried', 1, 'A trial.', shape) as EventContract);
const base = z.object({ name: personal(z.string().max(20)), kind: z.enum(['A', 'B']), note: z.string().optional(), amount: z.number(), who: z.string().nullable(), list: z.array(z.object({ id: z.string() })) });

describe('a contract', () => {
  test('may gain an optional field and a longer limit', () => {
    expect(breakingChanges(shaped(base), shaped(base.extend({ more: z.string().optional(), name: personal(z.string().max(30)) })))).toEqual([]);
  });

  test.each([
    ['loses a field', base.omit({ amount: true }), 'data.amount was removed'],
    ['demands what was optional', base.extend({ note: z.string() }), 'data.note is now required'],
    ['demands a new field', base.extend({ more: z.string() }), 'data.more is now required'],
    ['stops promising a field', base.extend({ amount: z.number().optional() }), 'data.amount may now be missing'],
    ['changes a type', base.extend({ amount: z.string() }), 'data.amount may no longer be number'],
    ['forbids null', base.extend({ who: z.string() }), 'data.who may no longer be null'],
    ['brings null where nobody expects it', base.extend({ amount: z.number().nullable() }), 'data.amount may now be null, which readers do not expect'],
    ['loses a value', base.extend({ kind: z.enum(['A']) }), 'data.kind lost the value B'],
    ['narrows a limit', base.extend({ name: personal(z.string().max(10)) }), 'data.name: maxLength is narrower'],
    ['adds a pattern', base.extend({ name: personal(z.string().max(20).regex(/^a/)) }), 'data.name: another pattern'],
    ['forgets that a field is personal', base.extend({ name: z.string().max(20) }), 'data.name lost its personal mark'],
    ['breaks something inside a list', base.extend({ list: z.array(z.object({ id: z.number() })) }), 'data.list[].id may no longer be string'],
  ])('is broken when it %s', (_how, after, sentence) => {
    expect(breakingChanges(shaped(base), shaped(after as z.ZodObject))).toContain(sentence);
  });

  test('names its personal fields, deep ones too', () => {
    expect(personalPaths(appointmentBooked as EventContract)).toEqual(expect.arrayContaining(['hostNames', 'attendee.name', 'attendee.email', 'attendee.phone', 'intake']));
    expect(personalPaths(clientCreated as EventContract)).toEqual(['displayName']);
  });

  test('is refused with a name that does not say domain, noun and verb', () => {
    expect(() => defineEvent('crm.Client', 1, '', z.object({}))).toThrow('is not <domain>.<noun>.<past_verb>');
    expect(() => defineEvent('crm.client.created', 0, '', z.object({}))).toThrow('needs a version');
  });
});

describe('the catalogue', () => {
  test('knows every contract by name and version, and one audit fact per domain', () => {
    expect(findContract('crm.client.created', 1)).toBe(clientCreated);
    expect(findContract('crm.client.created', 2)).toBeUndefined();
    expect(catalogue.filter((contract) => contract.name.endsWith('.audit.recorded'))).toHaveLength(domains.length);
    expect(catalogue.every((contract) => (domains as readonly string[]).includes(contract.domain) && contract.summary.endsWith('.'))).toBe(true);
  });

  test('gives every contract a name at the front door', () => {
    const exported = new Set<unknown>([...Object.values(frontDoor), ...frontDoor.auditContracts.values()]);
    expect(catalogue.filter((contract) => !exported.has(contract)).map((contract) => contract.name)).toEqual([]);
  });

  test('is written down as it stands: run `events/generate.ts` when this fails', async () => {
    expect(await brokenShapes()).toEqual([]);
    expect(await generate(true)).toEqual([]);
  });
});

describe('an envelope', () => {
  const parts = () => ({
    id: newId('evt'), time: new Date('2026-03-01T10:00:00Z'), tenantId: newId('firm'), actor: { kind: 'staff' as const, id: newId('usr'), name: 'Ada' },
    correlationId: newId('cor'), aggregateId: newId('cli'), aggregateSeq: 1,
  });
  const data = () => ({ clientId: newId('cli'), displayName: 'Harbour', kind: 'ORG' as const, status: 'LEAD' as const, ownerUserId: null, source: 'staff' });

  test('survives the wire as it was built', () => {
    const event = buildEnvelope(clientCreated, data(), parts());
    expect(parseEnvelope(JSON.parse(JSON.stringify(event)))).toEqual(event);
    expect(subjectOf(event)).toBe('evt.crm.client.created.v1');
    expect('clientid' in event).toBe(false);
  });

  test('is not built from data that break the contract', () => {
    expect(() => buildEnvelope(clientCreated, { ...data(), clientId: newId('con') }, parts())).toThrow('clientId');
  });

  test.each([['id', 'evt_1'], ['tenantid', newId('cli')], ['type', 'crm.client'], ['dataschema', 'crm.contact.created/1'], ['aggregate', 'contact'], ['source', '/subgraph/files'], ['aggregateseq', 0], ['actorkind', 'root'], ['time', 'yesterday']])(
    'is refused when its %s does not fit', (field, value) => {
      expect(() => parseEnvelope({ ...buildEnvelope(clientCreated, data(), parts()), [field]: value })).toThrow();
    });
});

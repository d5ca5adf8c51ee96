import { newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import files from '../subgraph.js';

let h: Harness;
let clientId: string;
beforeAll(async () => { h = await testSubgraph(files); clientId = newId('cli'); await h.knowClient(clientId); });
afterAll(async () => { await h?.stop(); });

const makeTemplate = 'mutation($input: CreateFolderTemplateInput!) { createFolderTemplate(input: $input) { id version } }';
const layOut = 'mutation($input: CreateFoldersFromTemplateInput!) { createFoldersFromTemplate(input: $input) { created root { path } } }';
const ask = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { folders { path visibility } } } }';
const asClient = (id: string) => ({ r: [{ __typename: 'Client', id }] });

async function aTemplate(name: string, folders: object[] = [{ path: 'Tax/{year}', visibility: 'CLIENT_VIEW' }, { path: 'Internal', visibility: 'PRIVATE' }, { path: 'From {client}', visibility: 'CLIENT_EDIT' }]): Promise<string> {
  const { data, errors } = await h.as(h.staff()).run(makeTemplate, { input: { name, folders } });
  expect(errors).toBeUndefined();
  return (data as { createFolderTemplate: { id: string } }).createFolderTemplate.id;
}

it('lays out the tree with its tokens resolved, and states it once', async () => {
  const templateId = await aTemplate('Bookkeeping');
  const input = { clientId, templateId, tokens: { clientName: 'Aldous & Finch', year: '2026' } };
  expect((await h.as(h.service()).run(layOut, { input })).data).toEqual({ createFoldersFromTemplate: { created: 4, root: { path: 'From Aldous & Finch' } } });
  expect((await h.as(h.service()).run(layOut, { input })).data).toMatchObject({ createFoldersFromTemplate: { created: 0 } });
  expect((await h.as(h.staff()).run(ask, asClient(clientId))).data).toEqual({ _entities: [{ folders: [
    { path: 'From Aldous & Finch', visibility: 'CLIENT_EDIT' }, { path: 'Internal', visibility: 'PRIVATE' }, { path: 'Tax', visibility: 'CLIENT_VIEW' }, { path: 'Tax/2026', visibility: 'CLIENT_VIEW' }] }] });
  expect(await h.events('files.folder.created')).toHaveLength(1);
});

it('adds what a changed template brings and deletes nothing', async () => {
  const own = newId('cli');
  await h.knowClient(own);
  const templateId = await aTemplate('Growing', [{ path: 'One', visibility: 'PRIVATE' }]);
  await h.as(h.service()).run(layOut, { input: { clientId: own, templateId } });
  await h.as(h.staff()).run('mutation($input: ChangeFolderTemplateInput!) { changeFolderTemplate(input: $input) { id } }', { input: { templateId, name: 'Growing', folders: [{ path: 'Two', visibility: 'PRIVATE' }] } });
  expect((await h.as(h.service()).run(layOut, { input: { clientId: own, templateId } })).data).toMatchObject({ createFoldersFromTemplate: { created: 1 } });
  expect((await h.as(h.staff()).run(ask, asClient(own))).data).toMatchObject({ _entities: [{ folders: [{ path: 'One' }, { path: 'Two' }] }] });
});

it('hides private folders from the client, and every folder from another client and another firm', async () => {
  const seen = (await h.as(h.portal(clientId)).run(ask, asClient(clientId))).data as { _entities: [{ folders: { visibility: string }[] }] };
  expect(seen._entities[0].folders.length).toBeGreaterThan(0);
  expect(seen._entities[0].folders.every((f) => f.visibility !== 'PRIVATE')).toBe(true);
  expect((await h.as(h.portal(newId('cli'))).run(ask, asClient(clientId))).data).toEqual({ _entities: [{ folders: [] }] });
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(ask, asClient(clientId))).data).toEqual({ _entities: [{ folders: [] }] });
});

it('refuses an unknown client after waiting, a missing template by name, and a portal actor', async () => {
  const templateId = await aTemplate('Gone');
  expect((await h.as(h.service()).run(layOut, { input: { clientId: newId('cli'), templateId } })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  await h.as(h.staff()).run('mutation($input: DeleteFolderTemplateInput!) { deleteFolderTemplate(input: $input) { id } }', { input: { templateId, force: false } });
  expect((await h.as(h.service()).run(layOut, { input: { clientId, templateId } })).errors?.[0]).toMatchObject({ message: 'The folder template «Gone» was deleted.', extensions: { code: 'NOT_FOUND' } });
  expect((await h.as(h.portal(clientId)).run(layOut, { input: { clientId, templateId } })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('keeps a template that is in use unless it is forced', async () => {
  const templateId = await aTemplate('Used');
  await h.as(h.service()).run(layOut, { input: { clientId, templateId, tokens: { clientName: 'Used' } } });
  const remove = 'mutation($input: DeleteFolderTemplateInput!) { deleteFolderTemplate(input: $input) { id } }';
  expect((await h.as(h.staff()).run(remove, { input: { templateId, force: false } })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'FILES_TEMPLATE_IN_USE', clients: 1 });
  expect((await h.as(h.staff()).run(remove, { input: { templateId, force: true } })).errors).toBeUndefined();
  expect((await h.as(h.staff()).run('mutation($input: RestoreFolderTemplateInput!) { restoreFolderTemplate(input: $input) { name } }', { input: { templateId } })).data).toEqual({ restoreFolderTemplate: { name: 'Used' } });
  expect((await h.as(h.service()).run(layOut, { input: { clientId, templateId, tokens: { clientName: 'Used again' } } })).errors).toBeUndefined();
});

it.each([['../up', 'FILES_FOLDER_PATH'], ['a/{month}', 'FILES_FOLDER_PATH'], ['x'.repeat(600), 'ARGUMENT_INVALID']])('refuses the path «%s»', async (path, reason) => {
  expect((await h.as(h.staff()).run(makeTemplate, { input: { name: `Bad ${path.slice(0, 8)}`, folders: [{ path, visibility: 'PRIVATE' }] } })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
});

import { foldersCreated, folderTemplateChanged } from '@firmament/events';
import { byId, defineSubgraph, stub } from '@firmament/kit';
import { FolderTemplateNameTaken } from './errors.js';
import { Folder } from './folder/folder.entity.js';
import { ClientFoldersResolver, FolderResolver } from './folder/folder.resolver.js';
import { CreateFolders } from './migrations/2026-11-22-0900-create-folders.js';
import { ClientRef } from './stubs.js';
import { FolderTemplate } from './template/folder-template.entity.js';
import { FolderTemplateResolver } from './template/folder-template.resolver.js';

/** The places where a client's documents live, and the plans they are laid out from. */
export default defineSubgraph({
  name: 'files',
  entities: [Folder, FolderTemplate],
  resolvers: [FolderResolver, ClientFoldersResolver, FolderTemplateResolver],
  orphans: [ClientRef],
  references: { Folder: byId(Folder, 'files.folder.view'), FolderTemplate: byId(FolderTemplate, 'files.template.view'), Client: stub(ClientRef, 'files.folder.view') },
  emits: [foldersCreated, folderTemplateChanged],
  migrations: [CreateFolders],
  permissions: {
    'files.folder.view': 'See folders', 'files.folder.create': 'Lay out folders',
    'files.template.view': 'See folder templates', 'files.template.edit': 'Make and change folder templates',
  },
  portalPermissions: ['files.folder.view'],
  constraints: { folder_template_name_unique: () => new FolderTemplateNameTaken() },
  clientTables: { 'files.folders': 'client_id' },
});

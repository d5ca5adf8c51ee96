import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { id } from './shapes.js';

export const foldersCreated = defineEvent('files.folder.created', 1, "Folders were laid out for a client from a template; the root's id names the tree.",
  z.object({ rootFolderId: id('fol'), clientId: id('cli'), templateId: id('ftp'), templateName: z.string(),
    folders: z.array(z.object({ folderId: id('fol'), path: z.string(), visibility: z.enum(['PRIVATE', 'CLIENT_VIEW', 'CLIENT_EDIT']) })) }));
export const folderTemplateChanged = defineEvent('files.template.changed', 1, 'A folder template was made or changed.',
  z.object({ templateId: id('ftp'), name: z.string(), deleted: z.boolean() }));

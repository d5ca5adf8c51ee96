import { z } from 'zod';
import { defineEvent, personal } from '../define-event.js';
import { email, id, instant, personName, plainDate } from './shapes.js';

const visibility = z.enum(['PRIVATE', 'CLIENT_VIEW', 'CLIENT_EDIT']);
const fileName = personal(z.string().min(1).max(255));

export const foldersCreated = defineEvent('files.folder.created', 1, "Folders were laid out for a client from a template; the root's id names the tree.",
  z.object({ rootFolderId: id('fol'), clientId: id('cli'), templateId: id('ftp'), templateName: z.string(),
    folders: z.array(z.object({ folderId: id('fol'), path: z.string(), visibility })) }));
export const folderTemplateChanged = defineEvent('files.template.changed', 1, 'A folder template was made or changed.',
  z.object({ templateId: id('ftp'), name: z.string(), deleted: z.boolean() }));

const folder = { folderId: id('fol'), clientId: id('cli'), path: z.string(), visibility };
export const folderAdded = defineEvent('files.folder.added', 1, 'Somebody made a single folder for a client.', z.object(folder));
export const folderRenamed = defineEvent('files.folder.renamed', 1, 'A folder got another name; what lies in it moved along.', z.object({ ...folder, from: z.string() }));
export const folderMoved = defineEvent('files.folder.moved', 1, 'A folder stands in another place; what lies in it moved along.', z.object({ ...folder, from: z.string() }));

const file = { fileId: id('fil'), clientId: id('cli'), name: fileName, folderId: id('fol').nullable() };
const version = { versionNo: z.number().int().positive(), sha256: z.string().length(64), size: z.number().int().nonnegative(), contentType: z.string(), visibility };
export const fileCreated = defineEvent('files.object.created', 1, 'A file was taken in: its checksum is right and it was looked through.',
  z.object({ ...file, ...version, projectId: id('prj').nullable(), requestId: id('frq').nullable(), itemId: id('fri').nullable() }));
export const fileVersionAdded = defineEvent('files.object.version_added', 1, 'A file has a newer version; the earlier ones stay.',
  z.object({ ...file, ...version, restoredFrom: z.number().int().nullable() }));
export const fileMoved = defineEvent('files.object.moved', 1, 'A file lies in another folder, or bears another name.',
  z.object({ ...file, visibility, fromFolderId: id('fol').nullable(), fromName: fileName }));
export const fileTrashed = defineEvent('files.object.trashed', 1, 'A file went to the trash, where it waits to be taken back.', z.object({ ...file, purgeAfter: instant }));
export const fileRestored = defineEvent('files.object.restored', 1, 'A file came back from the trash.', z.object(file));
export const filePurged = defineEvent('files.object.purged', 1, 'A file is gone for good: its time in the trash was over.', z.object({ fileId: id('fil'), clientId: id('cli') }));
export const fileApproved = defineEvent('files.object.approved', 1, 'The client said yes to a document.',
  z.object({ ...file, versionNo: z.number().int(), by: personName, comment: personal(z.string()).nullable() }));
export const fileDisapproved = defineEvent('files.object.disapproved', 1, 'The client said no to a document.',
  z.object({ ...file, versionNo: z.number().int(), by: personName, comment: personal(z.string()).nullable() }));
export const fileSealed = defineEvent('files.object.sealed', 1, 'A file can no longer be changed by anybody.', z.object({ ...file, versionNo: z.number().int() }));
export const fileLocked = defineEvent('files.object.locked', 1, 'A file stays closed to the client for a reason that is named.', z.object({ ...file, reason: z.string() }));
export const fileUnlocked = defineEvent('files.object.unlocked', 1, 'A reason to keep a file closed is gone.', z.object({ ...file, reason: z.string(), open: z.boolean() }));

const scan = { blobId: id('blb'), fileId: id('fil'), clientId: id('cli'), name: fileName, engine: z.string() };
export const scanPassed = defineEvent('files.scan.passed', 1, 'A file was looked through and nothing bad was found.', z.object(scan));
export const scanFailed = defineEvent('files.scan.failed', 1, 'A file holds something harmful; it stays locked away.',
  z.object({ ...scan, finding: z.string(), requestId: id('frq').nullable(), itemId: id('fri').nullable() }));

const request = { requestId: id('frq'), round: z.number().int().positive(), clientId: id('cli'), projectId: id('prj').nullable(), title: z.string() };
const outstanding = { ...request, dueOn: plainDate.nullable(), remindAt: z.array(instant), itemCount: z.number().int(), requiredCount: z.number().int() };
export const requestSent = defineEvent('files.request.sent', 1, 'A client was asked for files.', z.object(outstanding));
export const requestReminded = defineEvent('files.request.reminded', 1, 'A client was asked again for what is still missing.', z.object({ ...outstanding, reminderNo: z.number().int().positive() }));

const item = { requestId: id('frq'), itemId: id('fri'), clientId: id('cli'), title: z.string(), fileIds: z.array(id('fil')), reason: z.string().nullable() };
export const requestItemReceived = defineEvent('files.request.item_received', 1, 'A line of a request has what was asked for.', z.object(item));
export const requestItemAccepted = defineEvent('files.request.item_accepted', 1, 'The firm is content with a line of a request.', z.object(item));
export const requestItemRejected = defineEvent('files.request.item_rejected', 1, 'A line of a request must be handed in again; the reason is named.', z.object(item));
export const requestItemWaived = defineEvent('files.request.item_waived', 1, 'A line of a request is not needed.', z.object(item));

export const requestCompleted = defineEvent('files.request.completed', 1, 'Every required line of a request is satisfied: the firm may look. Said once in each round.',
  z.object({ ...request, fileIds: z.array(id('fil')), items: z.array(z.object({ itemId: id('fri'), title: z.string(), fileIds: z.array(id('fil')) })),
    completedBy: z.object({ kind: z.enum(['staff', 'portal', 'public', 'service', 'system']), name: personName.nullable() }) }));
export const requestClosed = defineEvent('files.request.closed', 1, 'The firm accepted all that it asked for.', z.object(request));
export const requestReopened = defineEvent('files.request.reopened', 1, 'A request that was handed in waits for the client again, for the named lines alone.',
  z.object({ ...outstanding, itemIds: z.array(id('fri')), reason: z.string().nullable() }));
export const requestCancelled = defineEvent('files.request.cancelled', 1, 'The firm no longer asks.', z.object({ ...request, reason: z.string().nullable() }));
export const requestExpired = defineEvent('files.request.expired', 1, 'The time of a request is over.', z.object(request));

export const requestLinkIssued = defineEvent('files.link.issued', 1, 'A link to hand in files without signing in is on its way to the client.',
  z.object({ linkId: id('rql'), requestId: id('frq'), clientId: id('cli'), title: z.string(), purpose: z.enum(['REQUEST', 'REMINDER', 'REOPENED', 'RENEWED']), reminderNo: z.number().int().nullable(),
    recipient: z.object({ name: personName, email }).nullable(), url: personal(z.string()), expiresAt: instant, dueOn: plainDate.nullable(), missing: z.array(z.string()), note: z.string().nullable() }));
export const requestLinkRevoked = defineEvent('files.link.revoked', 1, 'Links of a request open nothing any more.', z.object({ linkId: id('rql'), requestId: id('frq'), clientId: id('cli') }));
export const shareLinkCreated = defineEvent('files.share.created', 1, 'A link to one file was made for somebody outside.',
  z.object({ shareId: id('shl'), fileId: id('fil'), clientId: id('cli'), name: fileName, expiresAt: instant, passcode: z.boolean() }));
export const shareLinkRevoked = defineEvent('files.share.revoked', 1, 'A link to a file opens nothing any more.', z.object({ shareId: id('shl'), fileId: id('fil'), clientId: id('cli'), name: fileName }));
export const shareLinkOpened = defineEvent('files.share.opened', 1, 'Somebody fetched a file by its link.',
  z.object({ shareId: id('shl'), fileId: id('fil'), clientId: id('cli'), name: fileName, downloads: z.number().int() }));

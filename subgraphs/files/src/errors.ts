import { Conflict, Forbidden, Invalid, NotFound, Refusal } from '@firmament/kit';

/** The template is gone; the sentence names what to look for. */
export class FolderTemplateMissing extends NotFound {
  constructor(name?: string) { super(name ? `The folder template «${name}» was deleted.` : 'This folder template does not exist.', 'input.templateId'); }
}
/** Two templates of one firm cannot share a name. */
export class FolderTemplateNameTaken extends Conflict {
  constructor() { super('FILES_TEMPLATE_NAME_TAKEN', 'A folder template with this name exists.'); }
}
/** Folders were laid out from it: deleting it would leave them without their plan. */
export class FolderTemplateInUse extends Conflict {
  constructor(name: string, clients: number) { super('FILES_TEMPLATE_IN_USE', `«${name}» is in use by ${clients} ${clients === 1 ? 'client' : 'clients'}. Delete it only if no new client needs it.`, { clients }); }
}
/** A path in a template cannot be laid out. */
export class FolderPathInvalid extends Invalid {
  constructor(path: string, why: string) { super('FILES_FOLDER_PATH', `«${path.slice(0, 80)}»: ${why}.`, 'input.folders'); }
}
/** The seal is a promise to everybody, ourselves included. */
export class FileSealedAlready extends Conflict {
  constructor() { super('FILES_SEALED', 'This file is sealed: it can no longer be changed. Upload a new file instead.'); }
}
/** Something harmful was found; nobody gets it. */
export class FileNotSafe extends Conflict {
  constructor() { super('FILES_NOT_SAFE', 'This file did not pass the safety check and cannot be opened.'); }
}
/** The firm keeps the file closed for now. */
export class FileLocked extends Forbidden {
  constructor() { super('This document opens when the invoice that belongs to it is paid.', 'FILES_LOCKED'); }
}
/** A client may add only where the firm said so. */
export class NotAPlaceForClients extends Forbidden {
  constructor() { super('You can add files only to folders that are shared with you for that.', 'FILES_FOLDER_READ_ONLY'); }
}
/** Another folder stands at the same path. */
export class FolderPathTaken extends Conflict {
  constructor() { super('FILES_FOLDER_EXISTS', 'A folder with this name is here already.'); }
}
/** The object store did not answer; nothing was begun. */
export class StorageDown extends Conflict {
  constructor() { super('FILES_STORAGE_UNAVAILABLE', 'The file store does not answer at this moment. Nothing was lost; try again.'); }
}
/** An upload is past the state in which this could be done. */
export class UploadOver extends Conflict {
  constructor(state: string) { super('FILES_UPLOAD_OVER', 'This upload is no longer open. Begin a new one.', { state }); }
}
/** The act does not fit the state of the request. */
export class RequestState extends Conflict {
  constructor(state: string, sentence: string) { super('FILES_REQUEST_STATE', sentence, { state }); }
}
/** The link stood once and opens nothing any more; `reason` tells the page why, so that it can say 410. */
export class LinkGone extends Refusal {
  constructor(reason: 'FILES_LINK_EXPIRED' | 'FILES_LINK_REVOKED' | 'FILES_REQUEST_CLOSED') {
    const sentences = { FILES_LINK_EXPIRED: 'This link has run out. Ask the firm for a new one.', FILES_LINK_REVOKED: 'The firm took this link back. Ask them for a new one.', FILES_REQUEST_CLOSED: 'This request is closed; nothing more is needed.' };
    super('NOT_FOUND', reason, sentences[reason], { gone: true });
  }
}
/** The link needs its passcode. */
export class PasscodeNeeded extends Forbidden {
  constructor(wrong: boolean) { super(wrong ? 'This passcode is not right.' : 'This link needs its passcode.', wrong ? 'FILES_PASSCODE_WRONG' : 'FILES_PASSCODE_REQUIRED'); }
}

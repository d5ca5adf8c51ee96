import { Conflict, Invalid, NotFound } from '@firmament/kit';

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

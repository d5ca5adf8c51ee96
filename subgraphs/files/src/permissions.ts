/** Each permission with the words a role editor shows. */
export const permissions: Readonly<Record<string, string>> = {
  'files.folder.view': 'See folders', 'files.folder.create': 'Lay out folders', 'files.folder.edit': 'Rename and move folders',
  'files.template.view': 'See folder templates', 'files.template.edit': 'Make and change folder templates',
  'files.file.view': 'See and fetch files', 'files.file.edit': 'Move, rename and restore versions of files', 'files.file.delete': 'Put files into the trash and take them back', 'files.file.seal': 'Seal files for good',
  'files.file.lock': 'Keep files closed to clients until they have paid', 'files.file.history': 'See what happened to a file', 'files.file.approve': 'Answer to a document as its client',
  'files.share.create': 'Make links to files for people outside', 'files.share.open': 'Fetch a file by its link', 'files.upload.add': 'Upload files',
  'files.request.view': 'See file requests', 'files.request.edit': 'Write file requests', 'files.request.send': 'Send, remind and cancel file requests', 'files.request.review': 'Accept lines of file requests or send them back',
  'files.request.waive': 'Say that a line of a file request is not needed', 'files.link.use': 'Hand in files for a request',
};

/** What people of a client may do in the portal. */
export const portalPermissions: readonly string[] = ['files.folder.view', 'files.file.view', 'files.file.approve', 'files.upload.add', 'files.request.view', 'files.request.waive'];

/** What somebody with a link may do. */
export const publicPermissions: readonly string[] = ['files.link.use', 'files.share.open'];

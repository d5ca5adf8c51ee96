import {
  fileApproved, fileCreated, fileDisapproved, fileLocked, fileMoved, filePurged, fileRestored, fileSealed, fileTrashed, fileUnlocked, fileVersionAdded, folderAdded, folderMoved, folderRenamed, foldersCreated, folderTemplateChanged,
  requestCancelled, requestClosed, requestCompleted, requestExpired, requestItemAccepted, requestItemReceived, requestItemRejected, requestItemWaived, requestLinkIssued, requestLinkRevoked, requestReminded, requestReopened, requestSent,
  scanFailed, scanPassed, shareLinkCreated, shareLinkOpened, shareLinkRevoked,
} from '@firmament/events';
import { byId, defineSubgraph, stub } from '@firmament/kit';
import { keepSignedDocuments } from './agreement/on-packet-completed.js';
import { FileSealedAlready, FolderPathTaken, FolderTemplateNameTaken } from './errors.js';
import { FileAnswerResolver } from './file/file-answer.resolver.js';
import { Blob, FileHistoryEntry, FileObject, FileVersion } from './file/file.entity.js';
import { FilePlaceResolver } from './file/file-place.resolver.js';
import { ClientFilesResolver, FileResolver } from './file/file.resolver.js';
import { purgeTrash } from './file/purge-trash.js';
import { FolderChangeResolver } from './folder/folder-change.resolver.js';
import { Folder } from './folder/folder.entity.js';
import { ClientFoldersResolver, FolderResolver } from './folder/folder.resolver.js';
import { mergeFolders } from './folder/on-client-merged.js';
import { CreateFolders } from './migrations/2026-11-22-0900-create-folders.js';
import { CreateFiles } from './migrations/2026-11-25-0900-create-files.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { TellWhoSentItBack } from './migrations/2026-11-25-2300-tell-who-sent-it-back.js';
import { permissions, portalPermissions, publicPermissions } from './permissions.js';
import { config, openPorts } from './ports.js';
import { expireRequests } from './request/expire-requests.js';
import { FileRequestItemActResolver } from './request/item-act.resolver.js';
import { FileRequestActResolver } from './request/request-act.resolver.js';
import { FileRequest, FileRequestItem, RequestLink } from './request/request.entity.js';
import { ClientRequestsResolver, FileRequestItemResolver, FileRequestResolver, ProjectRequestsResolver } from './request/request.resolver.js';
import { ShareLink } from './share/share-link.entity.js';
import { ShareLinkResolver } from './share/share-link.resolver.js';
import { ClientRef, InvoiceRef, ProjectRef } from './stubs.js';
import { FolderTemplate } from './template/folder-template.entity.js';
import { FolderTemplateResolver } from './template/folder-template.resolver.js';
import { checkUploads } from './upload/check-uploads.js';
import { RequestUploadResolver } from './upload/request-upload.resolver.js';
import { tidyObjects } from './upload/tidy-objects.js';
import { tidyUploads } from './upload/tidy-uploads.js';
import { Upload } from './upload/upload.entity.js';
import { UploadResolver } from './upload/upload.resolver.js';

/** Where a client's documents live, how they come in and go out, and what clients are asked for. */
export default defineSubgraph({
  name: 'files',
  entities: [Folder, FolderTemplate, Blob, FileObject, FileVersion, FileHistoryEntry, ShareLink, Upload, FileRequest, FileRequestItem, RequestLink],
  resolvers: [
    FolderResolver, FolderChangeResolver, ClientFoldersResolver, FolderTemplateResolver, FileResolver, FilePlaceResolver, FileAnswerResolver, ClientFilesResolver, ShareLinkResolver, UploadResolver, RequestUploadResolver,
    FileRequestResolver, FileRequestActResolver, FileRequestItemResolver, FileRequestItemActResolver, ClientRequestsResolver, ProjectRequestsResolver,
  ],
  orphans: [ClientRef, InvoiceRef, ProjectRef],
  references: {
    Folder: byId(Folder, 'files.folder.view'), FolderTemplate: byId(FolderTemplate, 'files.template.view'), FileObject: byId(FileObject, 'files.file.view'), FileShareLink: byId(ShareLink, 'files.share.create'),
    FileUpload: byId(Upload, 'files.upload.add'), FileRequest: byId(FileRequest, 'files.request.view'), FileRequestItem: byId(FileRequestItem, 'files.request.view'),
    Client: stub(ClientRef, 'files.folder.view'), Project: stub(ProjectRef, 'files.request.view'),
  },
  emits: [
    foldersCreated, folderTemplateChanged, folderAdded, folderRenamed, folderMoved, fileCreated, fileVersionAdded, fileMoved, fileTrashed, fileRestored, filePurged, fileApproved, fileDisapproved, fileSealed, fileLocked, fileUnlocked,
    scanPassed, scanFailed, requestSent, requestReminded, requestItemReceived, requestItemAccepted, requestItemRejected, requestItemWaived, requestCompleted, requestClosed, requestReopened, requestCancelled, requestExpired,
    requestLinkIssued, requestLinkRevoked, shareLinkCreated, shareLinkRevoked, shareLinkOpened,
  ],
  listens: [mergeFolders, keepSignedDocuments],
  migrations: [CreateFolders, CreateFiles, ForgetWhatIsApplied, TellWhoSentItBack],
  permissions, portalPermissions, publicPermissions,
  constraints: { folder_template_name_unique: () => new FolderTemplateNameTaken(), folder_path_unique: () => new FolderPathTaken(), file_sealed: () => new FileSealedAlready() },
  config,
  ports: openPorts,
  clientTables: {
    'files.folders': 'client_id', 'files.objects': 'client_id', 'files.versions': 'client_id', 'files.history': 'client_id', 'files.share_links': 'client_id', 'files.requests': 'client_id', 'files.request_items': 'client_id', 'files.uploads': 'client_id',
  },
  sweeps: [checkUploads, tidyUploads, tidyObjects, purgeTrash, expireRequests],
});

import { catalogue as contracts } from '@firmament/events';
import { catalogueOf, type Catalogue, type OperationEntry } from '../src/definition/catalogue.js';

/** The actions of the recipes as the house composes them, small enough to read. */
export const sdl = `
scalar Date scalar DateTime scalar JSON
type Query { nothing: Int }
type Client { id: ID! displayName: String! status: ClientStatus! } enum ClientStatus { LEAD PROSPECT ONBOARDING ACTIVE ON_HOLD DORMANT FORMER ARCHIVED } type Contact { id: ID! } type Link { id: ID! } type Appointment { id: ID! start: DateTime! } type PortalUser { id: ID! }
type Folder { id: ID! } type Project { id: ID! taskCount: Int! } type Task { id: ID! state: String! } type FileObject { id: ID! }
enum MatchKind { EXACT LIKELY NEW } enum SkeletonOutcome { CANCELLED KEPT NONE } enum ClientKind { PERSON ORG HOUSEHOLD }
input IntakeAnswerInput { key: String! question: String! answer: String! }
input ResolveClientInput { name: String! email: String! phone: String kind: ClientKind! organisation: String ownerUserId: ID source: String! sourceEventId: String intake: [IntakeAnswerInput!] }
type ResolveClientPayload { client: Client! contact: Contact! link: Link! matched: MatchKind! }
input LinkAppointmentToClientInput { appointmentId: ID! clientId: ID! contactId: ID! } type LinkAppointmentToClientPayload { appointment: Appointment! }
input InvitePortalUserInput { contactId: ID! clientId: ID! name: String! email: String! } type InvitePortalUserPayload { portalUser: PortalUser! alreadyInvited: Boolean! }
input TokensInput { clientName: String year: Int }
input CreateFoldersFromTemplateInput { clientId: ID! templateId: ID! tokens: TokensInput } type CreateFoldersFromTemplatePayload { root: Folder! created: Int! }
input CreateProjectFromTemplateInput { clientId: ID! templateVersionId: ID! appointmentId: ID kickOffOn: Date ownerUserId: ID clientName: String period: String onlyIfNoOpenSkeleton: Boolean! = false }
type CreateProjectFromTemplatePayload { project: Project! created: Boolean! }
input MoveProjectKickOffInput { appointmentId: ID! kickOffOn: Date! } type MoveProjectKickOffPayload { project: Project moved: Boolean! }
input CancelUntouchedSkeletonInput { appointmentId: ID! reason: String! } type CancelUntouchedSkeletonPayload { project: Project outcome: SkeletonOutcome! }
input RevokeInvitationInput { clientId: ID! contactId: ID reason: String! } type RevokeInvitationPayload { revoked: Boolean! }
input CreateTaskInput { clientId: ID projectId: ID title: String! kind: String! assigneeUserId: ID assigneeRole: TaskRole dueOn: Date dueInWorkingDays: Int priority: String } enum TaskRole { OWNER PREPARER REVIEWER CLIENT } type CreateTaskPayload { task: Task! }
type FileRequest { id: ID! } type Notice { id: ID! } type RecurrenceRun { id: ID! }
input AttachFilesToProjectInput { projectId: ID! requestId: ID fileIds: [ID!]! } type AttachFilesToProjectPayload { project: Project! attachedFileIds: [ID!]! }
input ReviewItemInput { key: String! title: String! }
input CreateReviewTaskInput { requestId: ID! clientId: ID! projectId: ID title: String! items: [ReviewItemInput!]! = [] fileIds: [ID!]! = [] dueInWorkingDays: Int! = 2 }
type CreateReviewTaskPayload { task: Task! assigneeUserId: ID created: Boolean! needsOwner: Boolean! }
input AboutInput { kind: String! id: ID! } input NotifyUserInput { userId: ID subject: String! text: String! about: AboutInput dedupeKey: String! } type NotifyUserPayload { notice: Notice }
input RemindFileRequestInput { requestId: ID! round: Int! reminderNo: Int! } type RemindFileRequestPayload { fileRequest: FileRequest! }
input NeededItemInput { title: String! required: Boolean! hint: String } input NeededRequestInput { key: String! title: String! items: [NeededItemInput!]! dueOn: Date }
input CreateFileRequestsForProjectInput { projectId: ID! clientId: ID! requests: [NeededRequestInput!]! } type CreateFileRequestsForProjectPayload { fileRequests: [FileRequest!]! }
input GenerateRecurringProjectsInput { asOf: Date } type GenerateRecurringProjectsPayload { generated: [RecurrenceRun!]! count: Int! }
scalar BigInt scalar CurrencyCode
type Agreement { id: ID! } type SignaturePacket { id: ID! } type InvoicePlan { id: ID! } enum EngagedStatus { ONBOARDING ACTIVE } enum PlanItemTiming { ON_ACCEPTANCE DEPOSIT ON_COMPLETION RECURRING TO_BE_CONFIRMED } enum PlanItemPeriod { WEEK MONTH QUARTER YEAR }
input DraftAgreementFromProposalInput { proposalId: ID! } input CreatePacketInput { agreementIds: [ID!]! } input PacketIdInput { packetId: ID! } input AgreementIdInput { agreementId: ID! ifVersion: Int }
input ActivateProjectForAgreementInput { clientId: ID! projectId: ID! agreementId: ID! effectiveOn: Date! planFollows: Boolean! = true } enum AgreedWorkOutcome { BEGUN GOES_ON ENDED } type ActivateProjectForAgreementPayload { project: Project! outcome: AgreedWorkOutcome! }
input ChangeClientStatusInput { clientId: ID! status: ClientStatus! reason: String onlyFrom: [ClientStatus!] onlyReason: String ifVersion: Int }
input EngageClientInput { clientId: ID! status: EngagedStatus! = ACTIVE } type EngageClientPayload { client: Client! changed: Boolean! }
input PlanAmountInput { minor: BigInt! currency: CurrencyCode! } input InvoicePlanItemInput { lineKey: String! title: String! timing: PlanItemTiming! period: PlanItemPeriod amount: PlanAmountInput }
input CreateInvoicePlanInput { clientId: ID! agreementId: ID! projectId: ID effectiveOn: Date! fixedTotal: PlanAmountInput! items: [InvoicePlanItemInput!]! }
input AmendInvoicePlanInput { agreementId: ID! versionNo: Int! effectiveOn: Date! fixedTotal: PlanAmountInput! items: [InvoicePlanItemInput!]! }
type Invoice { id: ID! status: String! number: String } type Bill { id: ID! status: String! } input InvoiceIdInput { invoiceId: ID! ifVersion: Int } input BillIdInput { billId: ID! ifVersion: Int }
input LockReasonInput { clientId: ID! reason: String! } type FileLocksPayload { files: [FileObject!]! } input ResumeProjectsInput { clientId: ID! invoiceId: ID! } type ResumedProjectsPayload { projects: [Project!]! } input CancelTaskInput { taskId: ID! ifVersion: Int }
type Mutation {
  submitInvoice(input: InvoiceIdInput!): Invoice!
  issueInvoice(input: InvoiceIdInput!): Invoice!
  routeBill(input: BillIdInput!): Bill!
  unlockFiles(input: LockReasonInput!): FileLocksPayload!
  lockFilesAgain(input: LockReasonInput!): FileLocksPayload!
  resumeProjectsOfInvoice(input: ResumeProjectsInput!): ResumedProjectsPayload!
  cancelTask(input: CancelTaskInput!): Task!
  draftAgreementFromProposal(input: DraftAgreementFromProposalInput!): Agreement!
  createPacket(input: CreatePacketInput!): SignaturePacket!
  sendPacket(input: PacketIdInput!): SignaturePacket!
  activateAgreement(input: AgreementIdInput!): Agreement!
  activateProjectForAgreement(input: ActivateProjectForAgreementInput!): ActivateProjectForAgreementPayload!
  changeClientStatus(input: ChangeClientStatusInput!): Client!
  engageClient(input: EngageClientInput!): EngageClientPayload!
  createInvoicePlan(input: CreateInvoicePlanInput!): InvoicePlan!
  amendInvoicePlan(input: AmendInvoicePlanInput!): InvoicePlan!
  attachFilesToProject(input: AttachFilesToProjectInput!): AttachFilesToProjectPayload!
  createReviewTask(input: CreateReviewTaskInput!): CreateReviewTaskPayload!
  notifyUser(input: NotifyUserInput!): NotifyUserPayload!
  remindFileRequest(input: RemindFileRequestInput!): RemindFileRequestPayload!
  createFileRequestsForProject(input: CreateFileRequestsForProjectInput!): CreateFileRequestsForProjectPayload!
  generateRecurringProjects(input: GenerateRecurringProjectsInput!): GenerateRecurringProjectsPayload!
  resolveClient(input: ResolveClientInput!): ResolveClientPayload!
  linkAppointmentToClient(input: LinkAppointmentToClientInput!): LinkAppointmentToClientPayload!
  invitePortalUser(input: InvitePortalUserInput!): InvitePortalUserPayload!
  createFoldersFromTemplate(input: CreateFoldersFromTemplateInput!): CreateFoldersFromTemplatePayload!
  createProjectFromTemplate(input: CreateProjectFromTemplateInput!): CreateProjectFromTemplatePayload!
  moveProjectKickOff(input: MoveProjectKickOffInput!): MoveProjectKickOffPayload!
  cancelUntouchedSkeleton(input: CancelUntouchedSkeletonInput!): CancelUntouchedSkeletonPayload!
  revokeInvitation(input: RevokeInvitationInput!): RevokeInvitationPayload!
  createTask(input: CreateTaskInput!): CreateTaskPayload!
  archiveEverything(input: CreateTaskInput!): CreateTaskPayload!
}`;

const rights: Record<string, string> = {
  resolveClient: 'crm.client.create', linkAppointmentToClient: 'scheduling.appointment.edit', invitePortalUser: 'portal.user.invite',
  createFoldersFromTemplate: 'files.folder.create', createProjectFromTemplate: 'projects.project.create', moveProjectKickOff: 'projects.project.edit',
  cancelUntouchedSkeleton: 'projects.project.edit', revokeInvitation: 'portal.user.invite', createTask: 'projects.task.create',
  attachFilesToProject: 'projects.project.edit', createReviewTask: 'projects.task.create', notifyUser: 'communications.notice.send', remindFileRequest: 'files.request.send',
  draftAgreementFromProposal: 'agreements.agreement.create', createPacket: 'agreements.packet.edit', sendPacket: 'agreements.packet.send', activateAgreement: 'agreements.agreement.activate', activateProjectForAgreement: 'projects.project.edit', changeClientStatus: 'crm.client.edit', engageClient: 'crm.client.edit',
  createInvoicePlan: 'revenue.plan.create', amendInvoicePlan: 'revenue.plan.create', submitInvoice: 'revenue.invoice.submit', issueInvoice: 'revenue.invoice.issue', routeBill: 'revenue.bill.code', unlockFiles: 'files.file.lock', lockFilesAgain: 'files.file.lock', resumeProjectsOfInvoice: 'projects.project.edit', cancelTask: 'projects.task.edit',
  createFileRequestsForProject: 'files.request.create', generateRecurringProjects: 'projects.recurrence.generate',
};

/** Every operation with its permission; one is not an action. */
export const operations: OperationEntry[] = [
  ...Object.entries(rights).map(([operation, permission]) => ({ operation, permission, action: true })),
  { operation: 'archiveEverything', permission: 'crm.client.archive', action: false },
];

/** The catalogue of these actions with all contracts of the house. */
export const actionCatalogue = (): Catalogue => catalogueOf(sdl, operations, contracts);

/** A CEL expression over `{event, steps, run, now}`. */
export type Expression = string;

/** Maps the fields of an action's input to expressions; nested inputs nest, lists map one by one. */
export type InputMap = { [field: string]: InputValue };
export type InputValue = Expression | InputMap | InputValue[];

/** What starts a run. Without a business key each event starts one run. */
export interface TriggerDocument { event: string; when?: Expression | undefined; businessKey?: Expression | undefined }

interface StepCommon {
  key: string;
  /** What staff call this step. */
  name: string;
  icon?: string | undefined;
  dependsOn: string[];
  when?: Expression | undefined;
  /** One line of what happened, for the run page; evaluated when the step is done. */
  words?: Expression | undefined;
}
/** Calls one mutation of the supergraph that is marked as an action. */
export interface ActionStep extends StepCommon { kind: 'action'; action: string; input: InputMap }
/** Waits until a moment. */
export interface WaitUntilStep extends StepCommon { kind: 'waitUntil'; at: Expression }
/** Waits for an event whose key equals ours, at most until the deadline. */
export interface WaitForEventStep extends StepCommon {
  kind: 'waitForEvent'; event: string;
  /** Our side of the comparison. */
  match: Expression;
  /** Finds the key in the arriving event; default: the id of what the event is about. */
  eventKey?: Expression | undefined;
  deadline: Expression;
}
/** Asks a person of the firm to decide. */
export interface ApprovalStep extends StepCommon { kind: 'approval'; title: Expression; approver?: Expression | undefined; deadline?: Expression | undefined }

export type StepDocument = ActionStep | WaitUntilStep | WaitForEventStep | ApprovalStep;

/** A workflow as it is written, stored and published. */
export interface WorkflowDocument {
  format: 1;
  name: string;
  description: string;
  trigger: TriggerDocument;
  /** The client the run is for; asked again after each step until it is known. */
  client?: Expression | undefined;
  /** What the run is about, in words. */
  subject?: Expression | undefined;
  steps: StepDocument[];
}

/** The shape of a value at the border between JSON and expressions. */
export type Shape =
  | { type: 'object'; fields: Record<string, Shape> }
  | { type: 'list'; of: Shape }
  | { type: 'int' | 'bigint' | 'float' | 'string' | 'boolean' | 'datetime' | 'date' | 'any' };

/** What the engine needs to call an action; derived from the SDL when a version is published. */
export interface CompiledCall { operation: string; query: string; permission: string; inputShape: Shape; resultShape: Shape }

/** A published version as the engine runs it: the document, the event's shape and one call per action step. */
export interface CompiledPlan { document: WorkflowDocument; eventShape: Shape; calls: Record<string, CompiledCall> }

/** One reason why a document cannot be published, with the place it concerns. */
export interface Fault { place: string; reason: FaultReason; sentence: string }
export type FaultReason =
  | 'DOCUMENT_SHAPE' | 'STEP_KEY_TWICE' | 'STEP_UNKNOWN' | 'STEP_CYCLE' | 'STEP_NOT_BEFORE' | 'EXPRESSION_SYNTAX' | 'NAME_UNKNOWN'
  | 'EVENT_UNKNOWN' | 'EVENT_FIELD_UNKNOWN' | 'ACTION_UNKNOWN' | 'ACTION_NOT_ALLOWED' | 'INPUT_UNKNOWN' | 'INPUT_MISSING'
  | 'SELECTION_UNKNOWN' | 'PERMISSION_UNKNOWN' | 'PERMISSION_MISSING';

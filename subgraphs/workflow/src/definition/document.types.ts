/** A CEL expression over `{event, steps, run, now}`. */
export type Expression = string;

/** Maps the fields of an action's input to expressions; nested inputs nest, lists map one by one. */
export type InputMap = { [field: string]: InputValue };
export type InputValue = Expression | InputMap | InputValue[];

/** A fact starts a run. Without a business key each event starts one run. */
export interface EventTrigger { event: string; when?: Expression | undefined; businessKey?: Expression | undefined }
/** When a schedule comes due, in the firm's own time. */
export interface Schedule {
  /** The recurrence as in RFC 5545, such as `FREQ=MONTHLY;BYMONTHDAY=-1`; daily or slower. */
  rule: string;
  /** The time of the day, `HH:MM`. */
  at: string;
  /** The day from which intervals are counted; the day of publishing unless it is given. */
  from?: string | undefined;
  /** The zone of `at`; the firm's zone unless it is given. */
  zone?: string | undefined;
}
/** The clock starts a run: one for each occurrence, for ever. */
export interface ScheduleTrigger { schedule: Schedule; when?: Expression | undefined }
/** What a person fills in to start a run by hand. */
export interface ManualInput { type: 'string' | 'int' | 'float' | 'boolean' | 'date' | 'datetime' | 'id'; label: string; required: boolean }
/** A person starts a run. */
export interface ManualTrigger { manual: { inputs: Record<string, ManualInput> }; businessKey?: Expression | undefined }
export type TriggerDocument = EventTrigger | ScheduleTrigger | ManualTrigger;

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
/** What takes a step back when the run is undone. */
export interface UndoDocument { action: string; input: InputMap }
/** Calls one mutation of the supergraph that is marked as an action. */
export interface ActionStep extends StepCommon {
  kind: 'action'; action: string; input: InputMap;
  undo?: UndoDocument | undefined;
  /** What a refusal leads to: the run asks a person, or it is undone and fails. */
  whenRefused?: 'ASK' | 'UNDO' | undefined;
}
/** Waits until a moment. */
export interface WaitUntilStep extends StepCommon { kind: 'waitUntil'; at: Expression }
/** Waits for an event whose key equals ours, at most until the deadline. */
export interface WaitForEventStep extends StepCommon {
  kind: 'waitForEvent';
  /** The event, or several of which the first to come ends the wait. */
  event: string | string[];
  /** From when an event counts: since the run began, so that nothing is missed before this step's turn; or since the step began. */
  since?: 'RUN' | 'STEP' | undefined;
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
export interface CompiledPlan {
  document: WorkflowDocument;
  eventShape: Shape;
  calls: Record<string, CompiledCall>;
  /** What each wait for an event answers with; versions from before this was kept have none. */
  waitShapes?: Record<string, Shape>;
  /** One call per step that can be taken back, by the key of the step. */
  undoCalls?: Record<string, CompiledCall>;
}

/** One reason why a document cannot be published, with the place it concerns. */
export interface Fault { place: string; reason: FaultReason; sentence: string }
export type FaultReason =
  | 'DOCUMENT_SHAPE' | 'STEP_KEY_TWICE' | 'STEP_UNKNOWN' | 'STEP_CYCLE' | 'STEP_NOT_BEFORE' | 'EXPRESSION_SYNTAX' | 'NAME_UNKNOWN'
  | 'EVENT_UNKNOWN' | 'EVENT_FIELD_UNKNOWN' | 'ACTION_UNKNOWN' | 'ACTION_NOT_ALLOWED' | 'INPUT_UNKNOWN' | 'INPUT_MISSING'
  | 'SELECTION_UNKNOWN' | 'SCHEDULE_INVALID' | 'SCHEDULE_ZONE_UNKNOWN' | 'PERMISSION_UNKNOWN' | 'PERMISSION_MISSING';

/** The events that a wait may end with. */
export const eventsOf = (step: WaitForEventStep): string[] => (typeof step.event === 'string' ? [step.event] : step.event);

/** The name under which a trigger is kept: the event's, or what stands in its place. */
export function triggerName(trigger: TriggerDocument): string {
  if ('event' in trigger) return trigger.event;
  return 'schedule' in trigger ? 'workflow.schedule.due' : 'workflow.manual.started';
}

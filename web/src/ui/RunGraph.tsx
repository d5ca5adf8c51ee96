import { Background, Handle, Position, ReactFlow, ReactFlowProvider, useReactFlow, type Edge, type Node, type NodeProps } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo } from 'react';
import { iconFor } from './icons';
import type { MoveTone } from './moves';
import { MoveWord, Status } from './Status';
import { stateLook } from './states';
import css from './RunGraph.module.css';

/** A step as the graph shows it. */
export interface GraphStep {
  id: string;
  name: string;
  icon: string;
  state: string;
  /** Says more than the state: «until Fri 20 Nov». */
  words?: string;
  /** Duration, tries, a time: at the right of the second line. */
  right?: string;
  dependsOn: string[];
  /** Its place, where the server says one; else the longest way from the start. */
  column?: number;
  lane?: number;
}

const idleStates = new Set(['NOT_REACHED', 'PENDING', 'SKIPPED']);
const passedStates = new Set(['DONE', 'COMPLETED', 'SUCCEEDED']);
const columnWidth = 199;
const laneHeight = 104;

interface Placed {
  column: number;
  lane: number;
}

/** Columns by the longest way from the start; lanes share the height round the middle. */
export function placeSteps(steps: GraphStep[]): Map<string, Placed> {
  const column = new Map<string, number>();
  for (const step of steps) column.set(step.id, step.column ?? Math.max(0, ...step.dependsOn.map((from) => (column.get(from) ?? -1) + 1)));
  const inColumn = new Map<number, string[]>();
  for (const step of steps) {
    const at = column.get(step.id) ?? 0;
    inColumn.set(at, [...(inColumn.get(at) ?? []), step.id]);
  }
  const placed = new Map<string, Placed>();
  for (const [at, ids] of inColumn) ids.forEach((id, i) => placed.set(id, { column: at, lane: i - (ids.length - 1) / 2 }));
  return placed;
}

type StepNode = Node<{ step: GraphStep; chosen: boolean }, 'step'>;

function StepBox({ data: { step, chosen } }: NodeProps<StepNode>) {
  const look = stateLook('step', step.state);
  const idle = idleStates.has(step.state);
  const Mark = iconFor(step.icon);
  const names = [css.node, idle ? css.idle : css[look.tone], step.state === 'RUNNING' && css.running, chosen && css.chosen].filter(Boolean).join(' ');
  return (
    <div className={names}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className={css.head}><Mark aria-hidden /><span className="fm-trunc" title={step.name}>{step.name}</span></div>
      <div className={css.line}><Status machine="step" state={step.state} words={step.words} small /><span>{step.right}</span></div>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

const nodeTypes = { step: StepBox };

const toneColour: Record<MoveTone, string> = { done: 'var(--fm-done)', broken: 'var(--fm-broken)', ours: 'var(--fm-ours)', theirs: 'var(--fm-theirs)', quiet: 'var(--fm-field)' };

function edgesOf(steps: GraphStep[]): Edge[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return steps.flatMap((step) => step.dependsOn.map((from) => {
    const passed = passedStates.has(byId.get(from)?.state ?? '') && !idleStates.has(step.state);
    const colour = passed ? toneColour[stateLook('step', step.state).tone] : 'var(--fm-field)';
    return { id: `${from}-${step.id}`, source: from, target: step.id, focusable: false, style: { stroke: colour, strokeWidth: passed ? 2 : 1.5, strokeDasharray: passed ? undefined : '4 4' } };
  }));
}

interface RunGraphProps {
  steps: GraphStep[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** A run from left to right; the table under it says the same. */
export function RunGraph(props: RunGraphProps) {
  return <ReactFlowProvider><Graph {...props} /></ReactFlowProvider>;
}

function Graph({ steps, chosen, onChoose }: RunGraphProps) {
  const placed = useMemo(() => placeSteps(steps), [steps]);
  const nodes = useMemo<StepNode[]>(() => steps.map((step) => ({
    id: step.id, type: 'step', position: { x: 24 + (placed.get(step.id)?.column ?? 0) * columnWidth, y: 92 + (placed.get(step.id)?.lane ?? 0) * laneHeight },
    data: { step, chosen: step.id === chosen }, draggable: false, ariaLabel: `${step.name}, ${stateLook('step', step.state).word}`,
  })), [steps, placed, chosen]);
  const edges = useMemo(() => edgesOf(steps), [steps]);
  const wide = Math.max(...[...placed.values()].map((at) => at.column), 0) > 5 || Math.max(...[...placed.values()].map((at) => Math.abs(at.lane)), 0) > 1;
  return (
    <section className={css.frame} aria-label="Steps as a graph">
      <ReactFlow
        nodes={nodes} edges={edges} nodeTypes={nodeTypes} onNodeClick={(_, node) => onChoose(node.id)} onSelectionChange={({ nodes: [node] }) => { if (node) onChoose(node.id); }}
        nodesDraggable={false} nodesConnectable={false} edgesFocusable={false} zoomOnScroll={false} preventScrolling={false} panOnScroll={false} minZoom={0.3} maxZoom={1.5}
        defaultViewport={{ x: 0, y: 0, zoom: 1 }} fitView={wide} fitViewOptions={{ padding: 0.08, maxZoom: 1 }} attributionPosition="top-right"
      >
        <Background gap={16} size={1.4} color="var(--fm-line)" bgColor="var(--fm-canvas)" />
      </ReactFlow>
      <Legend steps={steps} />
      <Zoom />
    </section>
  );
}

function Legend({ steps }: { steps: GraphStep[] }) {
  const counts = new Map<string, { tone: MoveTone; icon: string; count: number }>();
  for (const step of steps) {
    const look = stateLook('step', step.state);
    counts.set(look.word, { tone: look.tone, icon: look.icon, count: (counts.get(look.word)?.count ?? 0) + 1 });
  }
  return <div className={css.legend} aria-hidden>{[...counts].map(([word, { tone, icon, count }]) => <MoveWord key={word} tone={tone} icon={icon} words={`${count} ${word.toLowerCase()}`} small />)}</div>;
}

function Zoom() {
  const flow = useReactFlow();
  return (
    <div className={css.zoom} role="group" aria-label="Zoom">
      <button type="button" aria-label="Smaller" onClick={() => void flow.zoomOut()}>−</button>
      <button type="button" onClick={() => void flow.fitView({ padding: 0.08, maxZoom: 1 })}>Fit</button>
      <button type="button" aria-label="Larger" onClick={() => void flow.zoomIn()}>+</button>
    </div>
  );
}

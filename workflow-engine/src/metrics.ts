import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** The engine's figures. */
export interface EngineMetrics { registry: Registry; turns: Counter; lost: Counter; faults: Counter; working: Histogram }

/** Makes a registry of its own, so that two engines in one test do not share figures. */
export function metricsOf(): EngineMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    turns: new Counter({ name: 'firmament_engine_turns_total', help: 'Times a run was taken and worked on.', registers: [registry] }),
    lost: new Counter({ name: 'firmament_engine_turns_lost_total', help: 'Times a late write was refused because another engine had taken the run.', registers: [registry] }),
    faults: new Counter({ name: 'firmament_engine_faults_total', help: 'Times working on a run failed for a reason of ours.', registers: [registry] }),
    working: new Histogram({ name: 'firmament_engine_turn_seconds', help: 'How long a run was worked on.', buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30], registers: [registry] }),
  };
}

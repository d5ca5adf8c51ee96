import { appendFileSync } from 'node:fs';
import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace-base';

const tracer = trace.getTracer('firmament');

/** Writes finished spans as JSON lines, for a machine without a collector. */
class FileExporter implements SpanExporter {
  constructor(private readonly path: string, private readonly service: string) {}
  export(spans: ReadableSpan[], done: (result: { code: number }) => void): void {
    appendFileSync(this.path, spans.map((span) => `${JSON.stringify(lineOf(span, this.service))}\n`).join(''));
    done({ code: 0 });
  }
  async shutdown(): Promise<void> { /* every line is on disk already */ }
}

const lineOf = (span: ReadableSpan, service: string): Record<string, unknown> => ({
  service, name: span.name, trace: span.spanContext().traceId, span: span.spanContext().spanId, parent: span.parentSpanContext?.spanId ?? null,
  ms: span.duration[0] * 1_000 + span.duration[1] / 1_000_000, ok: span.status.code !== SpanStatusCode.ERROR, ...span.attributes,
});

/**
 * Starts the trace exporter of a process: to a collector when `OTEL_EXPORTER_OTLP_ENDPOINT` names one, to a file when `FIRMAMENT_TRACE_FILE` does,
 * and not at all otherwise. Answers how to stop it.
 */
export function startTracing(service: string, env: Readonly<Record<string, string | undefined>>): () => Promise<void> {
  const file = env.FIRMAMENT_TRACE_FILE;
  const collector = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!collector && !file) return async () => undefined;
  const exporter = file ? new FileExporter(file, service) : new OTLPTraceExporter({ url: `${collector}/v1/traces` });
  const provider = new BasicTracerProvider({ resource: resourceFromAttributes({ 'service.name': service }), spanProcessors: [new BatchSpanProcessor(exporter)] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}

/** Runs `work` inside a span; `traceparent` (W3C) makes it part of a trace that began elsewhere. */
export async function inSpan<T>(name: string, attributes: Attributes, traceparent: string | undefined, work: (span: Span) => Promise<T>): Promise<T> {
  const parent = traceparent ? propagation.extract(ROOT_CONTEXT, { traceparent }) : context.active();
  return tracer.startActiveSpan(name, { attributes }, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally { span.end(); }
  });
}

/** The W3C `traceparent` of the current span; undefined when nothing is traced. */
export function currentTraceparent(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

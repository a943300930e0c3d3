// Spans for whoever watches (OpenTelemetry). Without an SDK loaded by the operator the API does nothing; nothing is sent anywhere by us. Attributes are kinds and codes,
// never words, names, phones or numbers of matters.
import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('daodi');

export async function inSpan<T>(name: string, attributes: Record<string, string | number>, work: (span: Span) => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

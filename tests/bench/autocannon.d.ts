declare module 'autocannon' {
  /** One shot of load. */
  export interface Shot { url: string; method: 'POST'; headers: Record<string, string>; body: string; connections: number; amount: number; timeout: number }
  export interface ShotResult {
    requests: { total: number }; duration: number; errors: number; non2xx: number;
    latency: { p50: number; p99: number };
  }
  export default function autocannon(shot: Shot): Promise<ShotResult> & { on(event: 'response', then: () => void): void };
}

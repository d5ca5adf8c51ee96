import { RetryLater } from '@firmament/kit';

/** Waits for a vendor's client only so long: what it does after that, nobody knows, and it is looked for before it is asked again. */
export async function withinTime<T>(vendor: { readonly provider: string; readonly label: string; readonly timeoutMs: number }, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new RetryLater(vendor.provider, `${vendor.label} did not answer in time. It may have done what was asked.`)), vendor.timeoutMs); });
  // Its end, whenever it comes, is nobody's any more.
  call.catch(() => undefined);
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

import type { Logger } from 'pino';
import { z } from 'zod';
import type { Ctx, SweepCtx } from '@firmament/kit';
import { storeConfig } from '@firmament/kit/object-store';
import { clamscanProgram } from './storage/clamscan-program.js';
import { S3Storage } from './storage/s3-storage.js';
import { clamdScanner, testFileScanner, type Scanner } from './storage/scanner.js';
import type { Storage } from './storage/storage.js';

/** What this domain reads from the environment. */
export const config = z.object({
  ...storeConfig,
  CLAMD_ADDRESS: z.string().regex(/^(\/.+|[\w.-]+:\d+)$/, 'a socket path, or host:port').optional(),
  CLAMSCAN_PROGRAM: z.string().regex(/^(\/.+|[\w.-]+)$/, 'the name of a program on the PATH, or where it lies').optional(),
  PATH: z.string().default(''),
  FIRMAMENT_PUBLIC_URL: z.string().regex(/^https?:\/\//, 'the address under which visitors reach the house').default('http://127.0.0.1:4000'),
});

/** The environment, once checked. */
export type FilesConfig = z.infer<typeof config>;

/** The world outside, as this domain needs it. */
export interface FilesPorts { readonly storage: Storage; readonly scanner: Scanner }

/** The best scanner that there is: a clamd that runs, else the program, else what only knows the test file. */
function scannerOf(settings: FilesConfig): Scanner {
  if (settings.CLAMD_ADDRESS) return clamdScanner(settings.CLAMD_ADDRESS);
  return settings.CLAMSCAN_PROGRAM ? clamscanProgram({ program: settings.CLAMSCAN_PROGRAM, path: settings.PATH }) : testFileScanner;
}

/** The ports of a running house. */
export function openPorts(settings: FilesConfig, log: Logger): FilesPorts {
  if (!settings.CLAMD_ADDRESS && !settings.CLAMSCAN_PROGRAM) log.warn('neither CLAMD_ADDRESS nor CLAMSCAN_PROGRAM is set: files are only checked for the EICAR test file');
  return {
    storage: new S3Storage(settings),
    scanner: scannerOf(settings),
  };
}

/** This domain's ports of a context. */
export const portsOf = (ctx: Ctx | SweepCtx): FilesPorts => ctx.ports as FilesPorts;

/** This domain's settings of a context. */
export const settingsOf = (ctx: Ctx | SweepCtx): FilesConfig => ctx.config as FilesConfig;

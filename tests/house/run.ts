import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the whole house. */
export const houseRoot = fileURLToPath(new URL('../../', import.meta.url));

/** What a program said. */
export interface Said { code: number; text: string }

/** Runs one of the house's own tools on the Node that runs the tests. */
export function runTool(script: string, args: readonly string[], cwd = houseRoot): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [`${houseRoot}node_modules/${script}`, ...args], { cwd, maxBuffer: 1 << 26, env: { ...process.env, NODE_OPTIONS: '' } }, (error, stdout, stderr) => {
      resolve({ code: error ? Number((error as { code?: unknown }).code ?? 1) : 0, text: stdout || stderr });
    });
  });
}

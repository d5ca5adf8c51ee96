import { docusignSandbox } from './docusign/server.js';
import { dropboxSignSandbox } from './dropbox-sign/server.js';
import { pandadocSandbox } from './pandadoc/server.js';
import { quickbooksSandbox } from './quickbooks/server.js';
import { sandboxPay } from './sandbox-pay/server.js';
import { xeroSandbox } from './xero/server.js';

/** One sandbox as a process of its own: `tsx infra/sandbox/main.ts <vendor> [port] [token …]`. Its commands are at `/_sandbox/…`. */
const make = { docusign: docusignSandbox, 'dropbox-sign': dropboxSignSandbox, pandadoc: pandadocSandbox, quickbooks: quickbooksSandbox, 'sandbox-pay': sandboxPay, xero: xeroSandbox };
const [vendor = '', port = '0', ...tokens] = process.argv.slice(2);
const chosen = make[vendor as keyof typeof make];
if (!chosen) throw new Error(`There is a sandbox for ${Object.keys(make).join(', ')}, and none for «${vendor}».`);
const sandbox = chosen();
for (const token of tokens) sandbox.tokens.add(token);
console.log(await sandbox.start(Number(port)));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.stop().then(() => process.exit(0)));

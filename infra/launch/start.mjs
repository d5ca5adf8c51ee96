// npm start | npm run start:services | npm run dev
import { prepare, run } from './prepare.mjs';

run(prepare(), 'infra/house/start.ts', process.argv.slice(2));

import { writeFileSync } from 'node:fs';
import { describePermissions } from '../packages/protocol/src/place/describe-permissions.ts';

// `npm run permissions`: docs/permissions.md, from what the protocol declares.
writeFileSync(new URL('../docs/permissions.md', import.meta.url), describePermissions());

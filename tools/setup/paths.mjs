import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const onWindows = process.platform === 'win32';
/** The runtime that package.json pins. The machine's own Node only starts these tools. */
export const pinnedNode = join(root, 'node_modules', 'node', 'bin', onWindows ? 'node.exe' : 'node');
export const serverEntry = join(root, 'apps', 'server', 'src', 'main.ts');
export const webFolder = join(root, 'apps', 'web');
export const webBuild = join(webFolder, 'dist');
/** What messages and requests leave is dead at once: room for more of it only makes the process larger, by 40 MB. */
export const serverFlags = ['--max-semi-space-size=4'];
/** Modules as they were compiled: a server that finds them there starts with half of the processor time. */
export const compileCache = join(root, 'node_modules', '.cache', 'compiled');

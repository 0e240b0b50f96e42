export { addFiles } from './add-files.ts';
export { deliver } from './deliver.ts';
export { FilesTool } from './FilesTool.tsx';
export { PendingFiles } from './PendingFiles.tsx';

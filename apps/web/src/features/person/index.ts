export { PersonLayer } from './PersonLayer.tsx';
export { showPerson } from './person-target.ts';
export { shownStatus } from './status.ts';
export { StatusWords } from './StatusWords.tsx';
export { statusOverlay } from './status-overlay.ts';

export { PersonLayer } from './PersonLayer.tsx';
export { showPerson } from './person-target.ts';
export { shownStatus, statusLine } from './status.ts';
export { statusOverlay } from './status-overlay.ts';

export { PersonLayer } from './PersonLayer.tsx';
export { shownStatus, statusLine } from './status.ts';
export { statusOverlay } from './status-overlay.ts';

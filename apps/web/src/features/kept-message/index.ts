export { KeptLine } from './KeptLine.tsx';
export { Where } from './Where.tsx';

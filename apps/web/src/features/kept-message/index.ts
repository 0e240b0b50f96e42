export { KeptLine } from './KeptLine.tsx';

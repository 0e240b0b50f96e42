export { ConnectionLine } from './ConnectionLine.tsx';

export { PlaceLine } from './PlaceLine.tsx';

export { ChangePicture } from './ChangePicture.tsx';

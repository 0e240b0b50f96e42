export { ChangePicture } from './ChangePicture.tsx';
export { PlacePicture } from './PlacePicture.tsx';

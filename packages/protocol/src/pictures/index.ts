export * from './operations.ts';
export type { NewPicture, PictureSize } from './picture.ts';

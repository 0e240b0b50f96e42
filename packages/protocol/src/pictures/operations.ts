import { z } from 'zod';
import { nothingSchema, operationsOf } from '../operation.ts';
import * as picturePaths from './paths.ts';
import { newPictureSchema, pictureHashSchema, pictureSizeSchema, setPictureSchema } from './picture.ts';

export { picturePaths };

const uploaded = '`fileId` is an upload of one’s own that was not sent; it is used up. ';

export const pictureOperations = operationsOf('Pictures', picturePaths, {
  setOwnPicture: {
    summary: 'Show a picture of me',
    needs: 'account',
    description: `${uploaded}\`picture\` of my profile says it, and everybody who sees that.`,
    body: newPictureSchema,
    answers: { 200: setPictureSchema },
    errors: ['not-found', 'rate-limited'],
  },
  removeOwnPicture: {
    summary: 'Show no picture of me',
    needs: 'account',
    answers: { 204: nothingSchema },
    errors: ['rate-limited'],
  },
  setGroupPicture: {
    summary: 'Give a group a picture',
    needs: 'account',
    description: `${uploaded}For owners and admins. A system message tells of it, and \`parts.picture\` of the chat says it.`,
    body: newPictureSchema,
    answers: { 200: setPictureSchema },
    errors: ['not-found', 'forbidden', 'chat-is-direct', 'rate-limited'],
  },
  removeGroupPicture: {
    summary: 'Take the picture of a group away',
    needs: 'account',
    description: 'For owners and admins.',
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden', 'chat-is-direct', 'rate-limited'],
  },
  setPlacePicture: {
    summary: 'Give the place a picture',
    needs: 'manage-place',
    description: `${uploaded}The facts of the place say it: whoever comes to log in sees it. Where the environment of the server says it: \`setting-locked\`.`,
    body: newPictureSchema,
    answers: { 200: setPictureSchema },
    errors: ['setting-locked', 'not-found', 'rate-limited'],
  },
  removePlacePicture: {
    summary: 'Take the picture of the place away',
    needs: 'manage-place',
    answers: { 204: nothingSchema },
    errors: ['setting-locked', 'rate-limited'],
  },
  getPlacePicture: {
    summary: 'The picture of the place',
    isPublic: true,
    description: 'As `getPicture`, for whoever is not logged in: no other picture is answered.',
    params: { hash: pictureHashSchema },
    query: z.strictObject({ size: pictureSizeSchema }),
    answers: { 200: z.file() },
    answerTypes: ['image/webp'],
    errors: ['not-found'],
  },
  getPicture: {
    summary: 'The picture of a person or a group',
    needs: 'account',
    description: 'A square of 96 or 384 pixels. What shows something else has another name: keep it.',
    params: { hash: pictureHashSchema },
    query: z.strictObject({ size: pictureSizeSchema }),
    answers: { 200: z.file() },
    answerTypes: ['image/webp'],
    errors: ['not-found'],
  },
});

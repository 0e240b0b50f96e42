import { z } from 'zod';
import { nothingSchema, operationsOf } from '../operation.ts';
import { customEmojiSchema, emojiImageSchema, emojiNameSchema } from './custom-emoji.ts';
import * as customEmojiPaths from './paths.ts';

export { customEmojiPaths };

const imageTypes = ['image/png', 'image/gif', 'image/webp'] as const;

export const customEmojiOperations = operationsOf('Emoji', customEmojiPaths, {
  listEmoji: {
    summary: 'The custom emoji of the place, by name',
    needs: 'account',
    answers: { 200: z.strictObject({ emoji: z.array(customEmojiSchema) }) },
  },
  addEmoji: {
    summary: 'Add a custom emoji',
    needs: 'add-emoji',
    description:
      'For everybody who has an account. `image` is a PNG, GIF or WebP picture as a `data:` URL, of at most 64 KiB and 256 by 256 ' +
      'pixels; what it tells beside its pixels is left out. The same again by the same person changes nothing.',
    params: { name: emojiNameSchema },
    body: z.strictObject({ image: emojiImageSchema }),
    answers: { 200: customEmojiSchema },
    errors: ['emoji-name-taken', 'too-many-emoji'],
  },
  renameEmoji: {
    summary: 'Rename a custom emoji',
    needs: 'add-emoji',
    description:
      'For whoever added it, up to ten times. Its former names stay its own: where they were used it is still shown, and nobody else takes ' +
      'them. It may go back to one of them.',
    params: { name: emojiNameSchema },
    body: z.strictObject({ name: emojiNameSchema }),
    answers: { 200: customEmojiSchema },
    errors: ['not-found', 'forbidden', 'emoji-name-taken', 'too-many-emoji'],
  },
  removeEmoji: {
    summary: 'Remove a custom emoji',
    needs: 'add-emoji',
    description: 'For whoever added it. Where it was used its name stays, as text; its former names are free again.',
    params: { name: emojiNameSchema },
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden'],
  },
  getEmojiImage: {
    summary: 'The picture of a custom emoji',
    needs: 'account',
    description: 'It never changes: keep it.',
    answers: { 200: z.file() },
    answerTypes: imageTypes,
    errors: ['not-found'],
  },
});

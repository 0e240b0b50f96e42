import { pictureOperations } from '@confab/protocol';
import type { Feature } from '../feature.ts';
import { ApiError, FileAnswer, implement } from '../http/index.ts';
import type { Storage } from '../storage/storage.ts';
import { setGroupFace, setOwnFace, type SetFaceContext } from './set-face.ts';

export type FaceContext = Omit<SetFaceContext, 'draw'> & { storage: Storage };

/** Pictures of people and groups: small squares, known by what they show. */
export function faces(context: SetFaceContext & { storage: Storage }): Feature {
  return {
    name: 'faces',
    offers: ['pictures'],
    routes: [
      implement(pictureOperations.setOwnPicture, async ({ caller, body }) => ({
        picture: await setOwnFace(context, caller.userId, body),
      })),
      implement(pictureOperations.removeOwnPicture, async ({ caller }) => {
        await setOwnFace(context, caller.userId, null);
      }),
      implement(pictureOperations.setGroupPicture, async ({ caller, params, body }) => ({
        picture: await setGroupFace(context, { chatId: params.chat_id, callerId: caller.userId }, body),
      })),
      implement(pictureOperations.removeGroupPicture, async ({ caller, params }) => {
        await setGroupFace(context, { chatId: params.chat_id, callerId: caller.userId }, null);
      }),
      implement(pictureOperations.getPicture, async ({ params: { hash }, query: { size } }) => {
        const face = await readFace(context.storage, hash, size === 96 ? 'small' : 'large');
        return new FileAnswer(face, 'image/webp');
      }),
    ],
  };
}

type Tables = { faces: { hash: string; small: string; large: string } };

async function readFace({ db }: Storage, hash: string, size: 'small' | 'large'): Promise<Buffer> {
  const rows = db.$extendTables<Tables>().selectFrom('faces').select(size).where('hash', '=', hash);
  const bytes = (await rows.executeTakeFirst())?.[size];
  if (bytes === undefined) throw new ApiError('not-found', 'There is no such picture.');
  return Buffer.from(bytes, 'base64');
}

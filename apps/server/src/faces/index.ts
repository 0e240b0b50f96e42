import { pictureOperations } from '@confab/protocol';
import type { Feature } from '../feature.ts';
import { ApiError, FileAnswer, implement } from '../http/index.ts';
import type { Storage } from '../storage/storage.ts';
import { setGroupFace, setOwnFace, type SetFaceContext } from './set-face.ts';

export { setOwnFaceRule } from './face-rules.ts';

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
      implement(pictureOperations.getPicture, async ({ caller, params: { hash }, query: { size } }) => {
        if (!context.accounts.seesEveryone(caller.role)) await requireSeen(context, caller.userId, hash);
        const face = await readFace(context.storage, hash, size === 96 ? 'small' : 'large');
        return new FileAnswer(face, 'image/webp');
      }),
    ],
  };
}

type Tables = { faces: { hash: string; small: string; large: string } };

/** Whose picture it is they see: their own, that of somebody with whom they share a chat, or of such a chat. */
async function requireSeen(
  { storage: { db }, accounts }: Pick<FaceContext, 'storage' | 'accounts'>,
  userId: string,
  hash: string,
): Promise<void> {
  const uses = db.$extendTables<{ face_uses: { owner: string; hash: string } }>();
  const owners = (await uses.selectFrom('face_uses').select('owner').where('hash', '=', hash).execute()).map(
    ({ owner }) => owner,
  );
  if (owners.length > 0) {
    const chats = db
      .selectFrom('members')
      .select('chat_id')
      .where('user_id', '=', userId)
      .where('chat_id', 'in', owners);
    if (await chats.limit(1).executeTakeFirst()) return;
    if ((await accounts.whoIsFound({ userId }, owners)).size > 0) return;
  }
  throw new ApiError('not-found', 'There is no such picture.');
}

async function readFace({ db }: Storage, hash: string, size: 'small' | 'large'): Promise<Buffer> {
  const rows = db.$extendTables<Tables>().selectFrom('faces').select(size).where('hash', '=', hash);
  const bytes = (await rows.executeTakeFirst())?.[size];
  if (bytes === undefined) throw new ApiError('not-found', 'There is no such picture.');
  return Buffer.from(bytes, 'base64');
}

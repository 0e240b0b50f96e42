import { pictureOperations, type PictureSize } from '@confab/protocol';
import { byCaller } from '../audit/index.ts';
import type { Feature } from '../feature.ts';
import { ApiError, FileAnswer, implement } from '../http/index.ts';
import { type PlaceFactsOf, settingLocked } from '../place/index.ts';
import type { Storage } from '../storage/storage.ts';
import { placeFaceOwner } from './face-rules.ts';
import { setGroupFace, setOwnFace, setPlaceFace, type SetFaceContext } from './set-face.ts';

export { setOwnFaceRule } from './face-rules.ts';
export { readPlacePicture } from './read-place-picture.ts';

export type FaceContext = Omit<SetFaceContext, 'draw'> & { storage: Storage; placeFacts: PlaceFactsOf };

/** Pictures of people, groups and the place: small squares, known by what they show. */
export function faces(context: SetFaceContext & FaceContext): Feature {
  const { pictureOfEnvironment: given } = context.placeFacts;
  if (!given) context.placeFacts.picture = () => findPlacePicture(context.storage);
  else context.placeFacts.picture = () => Promise.resolve(given.hash);
  const requireOwn = (): void => {
    if (given) throw settingLocked('picture');
  };
  return {
    name: 'faces',
    offers: ['pictures', 'place-picture'],
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
      implement(pictureOperations.setPlacePicture, async ({ caller, body, request }) => {
        requireOwn();
        return { picture: await setPlaceFace(context, { ...byCaller(caller, request), userId: caller.userId }, body) };
      }),
      implement(pictureOperations.removePlacePicture, async ({ caller, request }) => {
        requireOwn();
        await setPlaceFace(context, { ...byCaller(caller, request), userId: caller.userId }, null);
      }),
      implement(pictureOperations.getPlacePicture, async ({ params: { hash }, query: { size } }) => {
        if (hash !== (await context.placeFacts.picture())) throw noSuchPicture();
        if (given) return fileOf(given[size === 96 ? 'small' : 'large']);
        return await answerFace(context.storage, hash, size);
      }),
      implement(pictureOperations.getPicture, async ({ caller, params: { hash }, query: { size } }) => {
        if (!context.accounts.seesEveryone(caller.role)) await requireSeen(context, caller.userId, hash);
        return await answerFace(context.storage, hash, size);
      }),
    ],
  };
}

type Tables = { faces: { hash: string; small: string; large: string }; face_uses: { owner: string; hash: string } };

async function findPlacePicture({ db }: Storage): Promise<string | null> {
  const uses = db.$extendTables<Tables>().selectFrom('face_uses').select('hash').where('owner', '=', placeFaceOwner);
  return (await uses.executeTakeFirst())?.hash ?? null;
}

async function answerFace(storage: Storage, hash: string, size: PictureSize): Promise<FileAnswer> {
  return fileOf(await readFace(storage, hash, size === 96 ? 'small' : 'large'));
}

/** As it is kept: base64. */
function fileOf(bytes: string): FileAnswer {
  return new FileAnswer(Buffer.from(bytes, 'base64'), 'image/webp');
}

function noSuchPicture(): ApiError {
  return new ApiError('not-found', 'There is no such picture.');
}

/** Whose picture it is they see: their own, that of somebody with whom they share a chat, or of such a chat. */
async function requireSeen(
  { storage: { db }, accounts }: Pick<FaceContext, 'storage' | 'accounts'>,
  userId: string,
  hash: string,
): Promise<void> {
  const uses = db.$extendTables<Tables>();
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
    if ((await accounts.whoIsKnown({ userId }, owners)).size > 0) return;
  }
  throw noSuchPicture();
}

async function readFace({ db }: Storage, hash: string, size: 'small' | 'large'): Promise<string> {
  const rows = db.$extendTables<Tables>().selectFrom('faces').select(size).where('hash', '=', hash);
  const bytes = (await rows.executeTakeFirst())?.[size];
  if (bytes === undefined) throw noSuchPicture();
  return bytes;
}

import { type ChatParts, keptFor, mayExportChat, type PlaceRetention, retentionOperations } from '@confab/protocol';
import { mayRenameGroup } from '@confab/protocol/permissions';
import { doorOf } from '@confab/protocol/threads';
import type { Accounts } from '../accounts/index.ts';
import { byCaller } from '../audit/index.ts';
import type { ChatAccess } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import { implement } from '../http/index.ts';
import { submit } from '../log/submit.ts';
import { liftHoldRule, retentionJob, setHoldRule } from './hold-rules.ts';
import { listHolds } from './holds.ts';
import { retain, type RetainContext } from './retain-chats.ts';
import { lookThroughRule, setRetentionRule } from './retention-rules.ts';

export interface RetentionContext extends Omit<RetainContext, 'retention'> {
  accounts: Accounts;
  access: ChatAccess;
  place: { settings(): { retention: PlaceRetention; chatExports: boolean } };
}

const lookEveryMs = 60_000;
/** All chats are looked through as often as this, and when the place says something else. */
const lookThroughEveryMs = 3_600_000;

/** For how long what is said is kept, and what nobody deletes (decision 0049). */
export function retention(house: RetentionContext): Feature {
  const { storage, writer, access, accounts, place, clock, stampNow } = house;
  const ofPlace = () => place.settings().retention;
  const context: RetainContext = { storage, writer, clock, stampNow, retention: ofPlace };
  let lookedAt = Number.NEGATIVE_INFINITY;
  let lookedFor = '';

  return {
    name: 'retention',
    offers: ['retention'],
    jobs: [
      {
        kind: retentionJob,
        atOnce: 1,
        maxAttempts: Number.MAX_SAFE_INTEGER,
        run: (job, signal) => retain(context, job, signal),
      },
    ],
    rounds: [
      {
        everyMs: lookEveryMs,
        async run() {
          const said = JSON.stringify(ofPlace());
          if (said === lookedFor && clock.monotonicNow() - lookedAt < lookThroughEveryMs) return;
          await submit(writer, lookThroughRule.command({ after: '', at: clock.wallNow() }));
          [lookedFor, lookedAt] = [said, clock.monotonicNow()];
        },
      },
    ],
    routes: [
      implement(retentionOperations.getRetention, async ({ caller: { userId }, params: { chat_id: chatId } }) => {
        const role = await access.requireMember(chatId, userId);
        const query = storage.db.selectFrom('chats').select(['kind', 'parts']).where('id', '=', doorOf(chatId));
        const chat = await query.executeTakeFirstOrThrow();
        const { retention: chosen = {}, exporting } = JSON.parse(chat.parts ?? '{}') as ChatParts;
        const { chatsChoose, least, most } = ofPlace();
        const mayChoose = chatsChoose && chat.kind === 'group' && mayRenameGroup(role);
        const { chatExports } = place.settings();
        const mayExport = mayExportChat({ kind: chat.kind, role, exporting, chatExports });
        return { kept: keptFor(ofPlace(), chosen), chosen, mayChoose, mayExport, least, most };
      }),

      implement(retentionOperations.setRetention, async ({ caller, params: { chat_id: chatId }, body, request }) => {
        await access.requireMember(chatId, caller.userId);
        const actor = (await accounts.users([caller.userId])).get(caller.userId)?.displayName ?? 'Somebody';
        await submit(
          writer,
          setRetentionRule.command({
            chatId,
            actorId: caller.userId,
            chosen: body,
            place: ofPlace(),
            by: byCaller(caller, request),
            content: `${actor} changed for how long messages are kept`,
            at: stampNow(),
          }),
        );
      }),

      implement(retentionOperations.listHolds, async () => ({ holds: await listHolds(storage) })),

      implement(retentionOperations.setHold, ({ caller, params, body: { reason }, request }) =>
        submit(writer, setHoldRule.command({ ...params, reason, by: byCaller(caller, request), at: stampNow() })),
      ),

      implement(retentionOperations.liftHold, ({ caller, params, request }) =>
        submit(writer, liftHoldRule.command({ ...params, by: byCaller(caller, request), at: stampNow() })),
      ),
    ],
  };
}
